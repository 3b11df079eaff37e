// "Catch me up on F in a couple of sentences", "F, the short version", "what is F all about".
#include <array>

#include "llm/reflex/frames/frame.h"

namespace hearth::llm::reflex {

namespace {

constexpr auto keys = std::to_array<std::string_view>(
    {"summing",   "about",    "abstract",  "brief",      "briefly",   "catch",      "condense",
     "condensed", "digest",   "essence",   "essentials", "gist",      "highlights", "important",
     "nutshell",  "overview", "recap",     "shorten",    "summarise", "summarised", "summarising",
     "summary",   "synopsis", "takeaways", "tldr",       "version"});
constexpr auto words = std::to_array<std::string_view>(
    {"about",   "all",       "bit",     "concise",  "contains", "content",  "contents",  "couple", "cover",
     "covers",  "create",    "deals",   "describe", "does",     "down",     "explain",   "facts",  "few",
     "five",    "four",      "general", "get",      "give",     "handful",  "happened",  "has",    "have",
     "idea",    "important", "inside",  "into",     "its",      "key",      "kind",      "little", "long",
     "look",    "main",      "make",    "messages", "most",     "needs",    "of",        "on",     "one",
     "out",     "parts",     "pick",    "points",   "prepare",  "produce",  "provide",   "read",   "report",
     "rough",   "roughly",   "say",     "says",     "see",      "sentence", "sentences", "short",  "shorter",
     "shortly", "show",      "simple",  "single",   "six",      "small",    "so",        "stands", "statements",
     "tell",    "text",      "thing",   "things",   "three",    "through",  "time",      "too",    "topic",
     "two",     "up",        "useful",  "version",  "what",     "with",     "words",     "write",  "written"});
constexpr auto numbers = std::to_array<std::string_view>({"five", "four", "one", "single", "six", "three", "two"});
constexpr auto saving = std::to_array<std::string_view>({"into"});

bool only_about(const Said& said) {
  std::size_t about = said.find(std::array<std::string_view, 1>{"about"}, 0, said.size());
  return about < said.size() && said.find(keys, 0, about) == about &&
         said.find(keys, about + 1, said.size()) == said.size();
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

const Frame summarise_frame{keys, words, say};

}  // namespace hearth::llm::reflex
