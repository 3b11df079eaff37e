// "Words in F?", "F: how many lines does it have", "give me the number of words and of characters in F".
#include <array>
#include <utility>

#include "llm/reflex/frames/frame.h"

namespace hearth::llm::reflex {

namespace {

constexpr auto keys = std::to_array<std::string_view>({"bytes", "characters", "chars", "classes", "columns",
                                                       "functions", "headings", "lines", "methods", "paragraphs",
                                                       "rows", "sections", "sentences", "word", "words"});
constexpr auto counts = std::to_array<std::string_view>(
    {"amount", "count", "counted", "counts", "long", "many", "number", "tally", "total"});
constexpr auto counted_unsaid = std::to_array<std::string_view>({"bytes", "characters", "chars", "lines", "words"});
constexpr auto showing = std::to_array<std::string_view>(
    {"display", "list", "names", "open", "print", "read", "repeat", "see", "show", "titles"});
constexpr auto words = std::to_array<std::string_view>(
    {"altogether", "amount",  "calculate", "comprise",  "compute",   "consist", "contain", "contained",
     "contains",   "count",   "counted",   "counts",    "determine", "display", "does",    "exact",
     "exactly",    "exist",   "find",      "get",       "give",      "got",     "has",     "have",
     "how",        "include", "includes",  "including", "length",    "long",    "made",    "many",
     "md",         "needs",   "number",    "out",       "overall",   "report",  "say",     "show",
     "tally",      "tell",    "text",      "there",     "total",     "up",      "work"});

std::optional<Clause> say(const Said& said) {
  if (!said.texts().empty() || !said.folders().empty()) return std::nullopt;
  if (said.files().empty() && !said.refers_back()) return std::nullopt;
  std::size_t word = said.find(std::array<std::string_view, 1>{"word"}, 0, said.size());
  bool word_count = word + 1 < said.size() && said.word(word + 1) == "count";
  if (word < said.size() && !word_count) return std::nullopt;
  if (!said.has(counts) && (!said.has(counted_unsaid) || said.has(showing))) return std::nullopt;
  Wording wording(said.clause());
  wording.say("count the");
  bool more = false;
  for (std::size_t i = 0; i < said.size(); ++i) {
    if (!listed(keys, said.word(i))) continue;
    if (std::exchange(more, true)) wording.say("and");
    wording.say(i == word ? "words" : said.word(i));
  }
  wording.place(said, "in");
  return wording.clause();
}

}  // namespace

const Frame count_frame{keys, words, say};

}  // namespace hearth::llm::reflex
