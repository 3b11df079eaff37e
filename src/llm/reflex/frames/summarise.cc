// "Catch me up on F in a couple of sentences", "F, the short version", "what is F all about".
#include <array>

#include "llm/reflex/frames/frame.h"

namespace hearth::llm::reflex {

namespace {

constexpr auto keys = std::to_array<std::string_view>(
    {"about",    "abstract",  "brief",      "briefly",   "catch",      "condense",    "condensed",
     "digest",   "essence",   "essentials", "gist",      "important",  "highlights",  "nutshell",
     "overview", "recap",     "shorten",    "summarise", "summarised", "summarising", "summary",
     "synopsis", "takeaways", "tldr",       "version"});
constexpr auto words = std::to_array<std::string_view>(
    {"pick",      "out",      "parts",     "facts",   "messages", "statements", "about",   "all",      "concise",
     "content",   "contents", "couple",    "cover",   "covers",   "create",     "deals",   "does",     "down",
     "few",       "five",     "four",      "get",     "give",     "handful",    "has",     "have",     "idea",
     "important", "into",     "key",       "kind",    "long",     "main",       "make",    "needs",    "one",
     "points",    "prepare",  "produce",   "provide", "read",     "rough",      "roughly", "say",      "says",
     "see",       "sentence", "sentences", "short",   "shortly",  "show",       "six",     "tell",     "text",
     "three",     "topic",    "two",       "up",      "version",  "what",       "with",    "write",    "words",
     "report",    "contains", "through",   "shorter", "too",      "thing",      "things",  "stands",   "time",
     "look",      "most",     "happened",  "inside",  "general",  "simple",     "its",     "describe", "explain",
     "single",    "useful",   "little",    "small",   "bit",      "so",         "on",      "written",  "of"});
constexpr auto numbers = std::to_array<std::string_view>({"one", "single", "two", "three", "four", "five", "six"});
constexpr auto saving = std::to_array<std::string_view>({"into"});

bool only_about(const Said& said) {
  return said.find(WordList(keys).subspan(1), 0, said.size()) == said.size();
}

std::optional<Clause> say(const Said& said) {
  if (said.files().empty() && !said.refers_back()) return std::nullopt;
  if (!said.texts().empty() || !said.folders().empty()) return std::nullopt;
  bool only_important =
      said.has({"important"}) && !said.has({"facts", "parts", "points", "sentences", "statements", "things"});
  if (only_important) return std::nullopt;
  // "What is it about?", but not "tell me about it".
  if (only_about(said) && !said.word(0).starts_with("what")) return std::nullopt;
  if (said.has({"version"}) && !said.has({"short", "shorter"})) return std::nullopt;
  if (said.has(saving) && said.files().size() > 1) return std::nullopt;
  Wording wording(said.clause());
  wording.say("summarise").place(said, "");
  std::size_t number = said.find(numbers, 0, said.size());
  bool sized =
      number + 1 < said.size() && (said.word(number + 1) == "sentence" || said.word(number + 1) == "sentences");
  if (sized) wording.say("in").take({number, number + 2});
  return wording.clause();
}

}  // namespace

const Frame summarise_frame{"summarise", keys, words, say};

}  // namespace hearth::llm::reflex
