#include "llm/reflex/language/lexicon.h"

#include <algorithm>
#include <array>
#include <utility>

#include "llm/reflex/language/words.h"

namespace hearth::llm::reflex {

namespace {

constexpr auto starters = std::to_array<std::string_view>(
    {"add",       "append", "are",     "calculate", "change",  "check", "collect",    "compare",   "copy",
     "count",     "create", "delete",  "describe",  "did",     "diff",  "display",    "do",        "does",
     "draft",     "erase",  "explain", "export",    "extract", "find",  "give",       "grep",      "has",
     "how",       "is",     "jot",     "list",      "locate",  "look",  "make",       "move",      "open",
     "outline",   "print",  "pull",    "put",       "read",    "recap", "relocate",   "remove",    "rename",
     "replace",   "save",   "scan",    "search",    "show",    "store", "substitute", "summarise", "tell",
     "translate", "what",   "when",    "where",     "which",   "who",   "whose",      "why",       "write"});
static_assert(std::ranges::is_sorted(starters));

constexpr auto courtesies = std::to_array<std::string_view>(
    {"additionally", "afterwards", "also",  "can",  "could", "finally", "first",  "just",
     "kindly",       "lastly",     "later", "next", "now",   "please",  "second", "secondly",
     "subsequently", "then",       "third", "will", "would", "you"});
static_assert(std::ranges::is_sorted(courtesies));

constexpr auto things = std::to_array<std::string_view>(
    {"amounts",  "character", "dates",   "deadlines", "emails", "functions", "gist",  "headings",
     "key",      "line",      "links",   "main",      "number", "outline",   "phone", "prices",
     "sections", "structure", "summary", "table",     "tldr",   "urls",      "word"});
static_assert(std::ranges::is_sorted(things));

constexpr auto articles =
    std::to_array<std::string_view>({"a", "all", "an", "any", "brief", "every", "quick", "short", "the"});
static_assert(std::ranges::is_sorted(articles));

// Verbs and the nouns made of them that a typing error must not hide. Five letters at least: shorter words are too near
// to other words.
constexpr auto mended = std::to_array<std::string_view>(
    {"append", "character", "characters", "compare",   "count",       "create",  "delete", "differences",
     "email",  "extract",   "headings",   "lines",     "occurrences", "outline", "print",  "remove",
     "rename", "replace",   "search",     "summarise", "summary",     "words",   "write"});
constexpr auto left_alone = std::to_array<std::string_view>(
    {"account", "emails",  "county",   "court",    "line",     "mount",    "point",   "prince",  "printed", "prints",
     "removed", "renamed", "replaced", "searched", "white",    "word",     "world",   "written", "writer",  "compared",
     "counts",  "created", "deleted",  "deletes",  "extracts", "outlines", "removes", "wrote"});

constexpr std::array<std::pair<std::string_view, std::string_view>, 32> spellings{{
    {"aren't", "are not"},
    {"didn't", "did not"},
    {"doesn't", "does not"},
    {"don't", "do not"},
    {"e-mail", "email"},
    {"e-mails", "emails"},
    {"how's", "how is"},
    {"i'd", "i would"},
    {"i'll", "i will"},
    {"i'm", "i am"},
    {"i've", "i have"},
    {"isn't", "is not"},
    {"it's", "it is"},
    {"let's", "let us"},
    {"mails", "emails"},
    {"pls", "please"},
    {"plz", "please"},
    {"summaries", "summary"},
    {"summarize", "summarise"},
    {"summarized", "summarised"},
    {"summarizing", "summarising"},
    {"that's", "that is"},
    {"there's", "there is"},
    {"we've", "we have"},
    {"what're", "what are"},
    {"what's", "what is"},
    {"what've", "what have"},
    {"when's", "when is"},
    {"where's", "where is"},
    {"where've", "where have"},
    {"who's", "who is"},
    {"you've", "you have"},
}};

template <class Table>
bool contains(const Table& table, std::string_view word) {
  return std::find(table.begin(), table.end(), word) != table.end();
}

std::string straight_apostrophes(std::string word) {
  for (std::size_t at = word.find("\xE2\x80\x99"); at != std::string::npos; at = word.find("\xE2\x80\x99"))
    word.replace(at, 3, "'");
  return word;
}

// One letter in place of another makes a word of its own out of a short one: "links" are no "lines".
bool is_another_word(std::string_view folded, std::string_view known) {
  constexpr std::size_t short_word = 5;
  if (known.size() > short_word || folded.size() != known.size()) return false;
  std::size_t different = 0;
  for (std::size_t i = 0; i < known.size(); ++i) different += folded[i] != known[i] ? 1 : 0;
  return different == 1;
}

}  // namespace

std::string canonical_word(std::string_view word) {
  std::string folded = straight_apostrophes(fold(word));
  for (const auto& [written, meant] : spellings) {
    if (folded == written) return std::string(meant);
  }
  if (folded.size() < 5 || contains(left_alone, folded) || contains(mended, folded) || starts_part(folded))
    return folded;
  for (std::string_view known : mended) {
    if (!is_another_word(folded, known) && within_one_edit(folded, known)) return std::string(known);
  }
  if (within_one_edit(folded, "summarize")) return "summarise";
  return folded;
}

bool starts_part(std::string_view canonical) {
  std::string_view first = canonical.substr(0, canonical.find(' '));
  return std::binary_search(starters.begin(), starters.end(), first);
}

bool is_thing(std::string_view canonical) {
  return std::binary_search(things.begin(), things.end(), canonical);
}

bool is_article(std::string_view canonical) {
  return std::binary_search(articles.begin(), articles.end(), canonical);
}

bool is_courtesy(std::string_view canonical) {
  return std::binary_search(courtesies.begin(), courtesies.end(), canonical);
}

}  // namespace hearth::llm::reflex
