// What a question asks for: the kind of thing that answers it, and the words that must be there. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace hearth::llm::reflex {

struct Question {
  enum class Kind { any, person, time, amount, number, place, length_or_time, length, weight, warmth, frequency };
  Kind kind = Kind::any;
  std::vector<std::string> stems;     // each must be found, but for one of many
  std::vector<std::string> required;  // these without exception: numbers, "best"
  std::vector<std::string> helpful;   // an answer may leave them out: "bank" of "which bank", "heavy" of "how heavy"
  bool of_limit = false;              // "how hot may it get": what is said of a limit, not what once was
  std::vector<std::string> phrase;    // the folded words in their order, for ties
};

// From the words of the question that carry content.
Question question_of(std::string_view folded_text, const std::vector<std::string>& content_words);

// Whether a text holds the kind of thing that is asked for: a date for "when", an amount for "how much".
bool holds_kind(const std::string& text, const Question& question);

}  // namespace hearth::llm::reflex
