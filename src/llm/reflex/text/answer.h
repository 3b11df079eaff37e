// Finds the passages of a document that answer a question: those that hold the question's words, in the passage itself
// or around it (its heading, the header of its table), and something of the kind that is asked for (a date for "when").
// Coverage of the question decides, after the word-overlap baseline of M. Hirschman et al., "Deep Read" (1999). Pure.
#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "llm/reflex/text/sentences.h"

namespace hearth::llm::reflex {

struct Question {
  enum class Kind { any, person, time, amount, number, place };
  Kind kind = Kind::any;
  std::vector<std::string> stems;     // each must be found, but for one of many
  std::vector<std::string> required;  // these without exception: numbers, "best"
  std::vector<std::string> phrase;    // the folded words in their order, for ties
};

// From the words of the question that carry content.
Question question_of(std::string_view folded_text, const std::vector<std::string>& content_words);

struct Answer {
  std::size_t passage = 0;
  double points = 0;
};

// Best first; empty if nothing answers with confidence. `around`: stems that hold for the whole document, from its
// name.
std::vector<Answer> answers_in(const std::vector<Passage>& passages, const Question& question,
                               const std::set<std::string>& around);

// The stem, or the stem of the word that stands for all its synonyms ("cost" for "price").
std::string concept_of(std::string_view folded_word);

}  // namespace hearth::llm::reflex
