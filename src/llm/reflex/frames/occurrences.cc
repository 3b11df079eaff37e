// "Count the word X in F", "X, how often does it come up in F?", "the number of lines with X in F".
#include <algorithm>
#include <array>
#include <string>

#include "llm/reflex/frames/frame.h"

namespace hearth::llm::reflex {

namespace {

constexpr auto keys = std::to_array<std::string_view>(
    {"count", "frequency", "frequently", "how", "number", "occurrences", "often", "tally", "times", "total"});
constexpr auto words = std::to_array<std::string_view>(
    {"#",          "across",   "altogether", "anywhere",   "appear",     "appears",   "calculate", "check",
     "come",       "comes",    "contain",    "containing", "contains",   "could",     "curious",   "did",
     "directory",  "does",     "everywhere", "exact",      "exist",      "files",     "find",      "folder",
     "found",      "get",      "give",       "has",        "have",       "include",   "includes",  "including",
     "instances",  "letter",   "line",       "lines",      "many",       "matches",   "mention",   "mentioned",
     "mentioning", "mentions", "name",       "occur",      "occurrence", "occurs",    "overall",   "phrase",
     "project",    "say",      "saying",     "says",       "show",       "shows",     "stand",     "stands",
     "status",     "string",   "tell",       "term",       "text",       "there",     "turn",      "turns",
     "up",         "use",      "used",       "with",       "word",       "workspace", "written"});
constexpr auto about_a_text = std::to_array<std::string_view>(
    {"appear", "appears", "come",      "comes",    "frequency", "frequently", "instances",   "letter", "line",
     "lines",  "mention", "mentioned", "mentions", "occur",     "occurrence", "occurrences", "occurs", "often",
     "phrase", "string",  "term",      "times",    "turn",      "turns",      "used",        "word"});
constexpr auto about_occurring = std::to_array<std::string_view>(
    {"appear", "appears",    "come",        "comes",  "found",  "mention", "mentioned", "mentions",
     "occur",  "occurrence", "occurrences", "occurs", "phrase", "string",  "stand",     "stands",
     "term",   "there",      "turn",        "turns",  "used",   "word"});
constexpr auto leads = std::to_array<std::string_view>(
    {"are",        "contain",  "containing", "contains", "count",     "do",     "does",   "exact",
     "has",        "have",     "include",    "includes", "including", "is",     "letter", "mention",
     "mentioning", "mentions", "name",       "of",       "often",     "phrase", "say",    "saying",
     "says",       "string",   "term",       "text",     "was",       "were",   "with",   "word"});
constexpr auto counts = std::to_array<std::string_view>(
    {"count", "frequency", "frequently", "many", "number", "occurrences", "often", "tally", "times", "total"});
constexpr auto lines = std::to_array<std::string_view>({"line", "lines"});

// "The number of WARN"
bool is_shouted(const Said& said, Span text) {
  const std::string& word = said.clause().tokens[text.begin].text;
  return word.size() > 2 && std::all_of(word.begin(), word.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

std::optional<Clause> say(const Said& said) {
  if (said.texts().size() != 1 || !said.has(counts) || !said.folders().empty()) return std::nullopt;
  Span text = said.texts()[0];
  // "How often are the extinguishers checked?" asks for no count of words.
  bool often_alone = said.has({"often"}) && !said.has(about_occurring) && said.files().empty();
  if (often_alone && !said.is_quoted(text)) return std::nullopt;
  if (!said.is_quoted(text) && ((!said.has(about_a_text) && !is_shouted(said, text)) || !said.is_led_by(text, leads)))
    return std::nullopt;
  if (said.files().empty() && said.has({"folder", "directory"})) return std::nullopt;
  std::size_t word = said.find(std::array<std::string_view, 1>{"word"}, 0, said.size());
  if (word + 1 < said.size() && said.word(word + 1) == "count") return std::nullopt;
  // "How many words …": the words are counted.
  if (said.has({"words", "characters"})) return std::nullopt;
  Wording wording(said.clause());
  wording.say(said.has(lines)      ? "count the lines with"
              : said.has({"word"}) ? "how often does the word"
                                   : "how often does");
  wording.quote(text);
  if (!said.has(lines)) wording.say("occur");
  wording.place(said, "in");
  if (said.files().empty() && said.has({"project", "workspace", "files", "everywhere", "anywhere", "altogether"}))
    wording.say("in all files");
  return wording.clause();
}

}  // namespace

const Frame occurrences_frame{keys, words, say};

}  // namespace hearth::llm::reflex
