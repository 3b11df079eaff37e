#include "llm/reflex/language/lexicon.h"

#include <algorithm>
#include <array>
#include <utility>

#include "llm/reflex/language/words.h"

namespace hearth::llm::reflex {

namespace {

constexpr auto starters = std::to_array<std::string_view>(
    {"add",     "append",  "are",     "calculate", "change",  "check",     "collect",  "compare",    "condense",
     "convert", "copy",    "correct", "count",     "create",  "delete",    "describe", "did",        "diff",
     "discard", "display", "do",      "does",      "draft",   "enumerate", "erase",    "explain",    "export",
     "extract", "fetch",   "find",    "fix",       "gather",  "get",       "give",     "grab",       "grep",
     "has",     "how",     "insert",  "is",        "jot",     "list",      "locate",   "look",       "lookup",
     "make",    "move",    "mv",      "open",      "outline", "output",    "print",    "pull",       "put",
     "quote",   "read",    "recap",   "relocate",  "remove",  "rename",    "replace",  "return",     "rm",
     "save",    "scan",    "search",  "shorten",   "show",    "stick",     "store",    "substitute", "summarise",
     "swap",    "tell",    "throw",   "translate", "trash",   "turn",      "update",   "what",       "when",
     "where",   "which",   "who",     "whose",     "why",     "write"});
static_assert(std::ranges::is_sorted(starters));

constexpr auto courtesies = std::to_array<std::string_view>(
    {"additionally", "afterwards", "also",  "can",  "could", "finally", "first",  "just",
     "kindly",       "lastly",     "later", "next", "now",   "please",  "second", "secondly",
     "subsequently", "then",       "third", "will", "would", "you"});
static_assert(std::ranges::is_sorted(courtesies));

constexpr auto things = std::to_array<std::string_view>(
    {"amounts",  "character", "dates",     "deadlines", "differences", "email",  "emails",  "functions", "gist",
     "headings", "key",       "line",      "links",     "main",        "number", "outline", "phone",     "prices",
     "section",  "sections",  "structure", "summary",   "table",       "tldr",   "urls",    "word"});
static_assert(std::ranges::is_sorted(things));

constexpr auto articles =
    std::to_array<std::string_view>({"a", "all", "an", "any", "brief", "every", "quick", "short", "the"});
static_assert(std::ranges::is_sorted(articles));

constexpr auto kinds_of_file = std::to_array<std::string_view>(
    {"config", "contract", "document", "draft",    "file",        "lease", "letter", "list",
     "log",    "logfile",  "minutes",  "module",   "note",        "notes", "page",   "program",
     "readme", "report",   "script",   "settings", "spreadsheet", "table"});

// Verbs and the nouns made of them that a typing error must not hide. Five letters at least: shorter words are too near
// to other words.
constexpr auto mended = std::to_array<std::string_view>(
    {"addresses", "append",  "character", "characters", "compare", "count",       "create",  "delete", "differences",
     "email",     "extract", "functions", "headings",   "lines",   "occurrences", "outline", "print",  "remove",
     "rename",    "replace", "search",    "summarise",  "summary", "words",       "write"});
constexpr auto left_alone = std::to_array<std::string_view>(
    {"account", "function", "address", "emails",  "county",   "court",    "line",     "mount",    "point",   "prince",
     "printed", "prints",   "removed", "renamed", "replaced", "searched", "white",    "word",     "world",   "written",
     "writer",  "compared", "counts",  "created", "deleted",  "deletes",  "extracts", "outlines", "removes", "wrote"});

constexpr auto spellings = std::to_array<std::pair<std::string_view, std::string_view>>({
    {"#", "number"},
    {"->", "to"},
    {"=>", "to"},
    {"adress", "address"},
    {"adresses", "addresses"},
    {"aren't", "are not"},
    {"can't", "can not"},
    {"char", "characters"},
    {"chars", "characters"},
    {"couldn't", "could not"},
    {"didn't", "did not"},
    {"didnt", "did not"},
    {"dir", "directory"},
    {"dirs", "directories"},
    {"doc", "document"},
    {"docs", "documents"},
    {"doesn't", "does not"},
    {"doesnt", "does not"},
    {"don't", "do not"},
    {"dont", "do not"},
    {"e-mail", "email"},
    {"e-mailadress", "email"},
    {"e-mails", "emails"},
    {"find+replace", "replace"},
    {"find-and-replace", "replace"},
    {"gimme", "give me"},
    {"hasn't", "has not"},
    {"haven't", "have not"},
    {"how's", "how is"},
    {"hows", "how is"},
    {"i'd", "i would"},
    {"i'll", "i will"},
    {"i'm", "i am"},
    {"i've", "i have"},
    {"im", "i am"},
    {"isn't", "is not"},
    {"isnt", "is not"},
    {"it's", "it is"},
    {"ive", "i have"},
    {"lemme", "let me"},
    {"let's", "let us"},
    {"mailadresses", "emails"},
    {"mails", "emails"},
    {"num", "number"},
    {"num.", "number"},
    {"plese", "please"},
    {"pls", "please"},
    {"plz", "please"},
    {"summaries", "summary"},
    {"summarize", "summarise"},
    {"summarized", "summarised"},
    {"summarizing", "summarising"},
    {"sumup", "summarise"},
    {"that's", "that is"},
    {"there're", "there are"},
    {"there's", "there is"},
    {"they're", "they are"},
    {"thru", "through"},
    {"thx", "thanks"},
    {"titled", "called"},
    {"w/", "with"},
    {"w/o", "without"},
    {"wanna", "want to"},
    {"wasn't", "was not"},
    {"we're", "we are"},
    {"we've", "we have"},
    {"webpages", "websites"},
    {"weren't", "were not"},
    {"what're", "what are"},
    {"what's", "what is"},
    {"what've", "what have"},
    {"whats", "what is"},
    {"when's", "when is"},
    {"where's", "where is"},
    {"where've", "where have"},
    {"wheres", "where is"},
    {"who's", "who is"},
    {"whos", "who is"},
    {"won't", "will not"},
    {"you're", "you are"},
    {"you've", "you have"},
    {"→", "to"},
});

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

bool says_kind_of_file(std::string_view canonical) {
  return contains(kinds_of_file, canonical) || is_article(canonical) || canonical == "my" || canonical == "our";
}

bool is_courtesy(std::string_view canonical) {
  return std::binary_search(courtesies.begin(), courtesies.end(), canonical);
}

}  // namespace hearth::llm::reflex
