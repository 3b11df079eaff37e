#include "memory/recall/question.h"

#include "memory/recall/words.h"

namespace hearth::memory::recall {

namespace {

// Each list is sorted.
constexpr std::string_view own[] = {"i", "i'd", "i'm", "i've", "me", "mine", "my", "our", "us", "we"};
constexpr std::string_view last_words[] = {"currently", "latest", "newest", "now", "nowadays", "recent", "still"};
constexpr std::string_view first_words[] = {"earliest", "first", "initially", "original", "originally"};
constexpr std::string_view list_words[] = {"activities", "all",   "both", "each",   "every",  "examples",
                                           "items",      "kinds", "list", "places", "things", "types"};
constexpr std::string_view feeling_words[] = {"enjoy", "feel", "feeling", "feelings", "felt",
                                              "like",  "love", "mood",    "react"};
constexpr std::string_view plan_words[] = {"future", "going",   "hope",     "intend", "next",
                                           "plan",   "planned", "planning", "plans",  "will"};
constexpr std::string_view yes_or_no[] = {"are",  "can", "could",  "did", "do",   "does", "had",  "has",
                                          "have", "is",  "should", "was", "were", "will", "would"};

using Asks = Question::Asks;

Asks asks(const std::vector<Word>& words) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    std::string_view word = words[i].folded;
    std::string_view next = i + 1 < words.size() ? std::string_view(words[i + 1].folded) : std::string_view();
    if (word == "who" || word == "whom" || word == "whose") return Asks::who;
    if (word == "when") return Asks::when;
    if (word == "where") return Asks::where;
    if (word == "why") return Asks::why;
    if (word == "how" && (next == "many" || next == "often")) return Asks::how_many;
    if (word == "how" && next == "long") return Asks::when;
    if (word == "how" && (next == "much" || next == "expensive")) return Asks::how_much;
    if (word == "how") return Asks::how;
    bool of_time = next == "time" || next == "day" || next == "date" || next == "year" || next == "month";
    if ((word == "what" || word == "which") && of_time) return Asks::when;
    if ((word == "what" || word == "which") &&
        (next == "city" || next == "country" || next == "place" || next == "town")) {
      return Asks::where;
    }
    if (word == "what" || word == "which") return Asks::something;
  }
  return !words.empty() && holds(yes_or_no, words.front().folded) ? Asks::yes_or_no : Asks::something;
}

}  // namespace

Question read_question(std::string_view text, UnixMillis now) {
  constexpr std::size_t seen = 100;
  std::vector<Word> words = words_of(text, seen);
  Question question{.asks = asks(words), .times = times_named(words, now)};
  for (const Word& word : words) {
    question.about_user = question.about_user || holds(own, word.folded);
    question.for_last = question.for_last || holds(last_words, word.folded);
    question.for_first = question.for_first || holds(first_words, word.folded);
    question.for_list = question.for_list || holds(list_words, word.folded);
    question.for_feeling = question.for_feeling || holds(feeling_words, word.folded);
    question.for_plan = question.for_plan || holds(plan_words, word.folded);
  }
  return question;
}

}  // namespace hearth::memory::recall
