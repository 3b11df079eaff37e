// Finds the passages of a document that answer a question: those that hold the question's words, in the passage itself
// or around it (its heading, the header of its table), and something of the kind that is asked for (a date for "when").
// Coverage of the question decides, after the word-overlap baseline of M. Hirschman et al., "Deep Read" (1999). Pure.
#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <vector>

#include "llm/reflex/text/question.h"
#include "llm/reflex/text/sentences.h"

namespace hearth::llm::reflex {

struct Answer {
  std::size_t passage = 0;
  double points = 0;
};

// Best first; empty if nothing answers with confidence. `around`: stems that hold for the whole document, from its
// name.
std::vector<Answer> answers_in(const std::vector<Passage>& passages, const Question& question,
                               const std::set<std::string>& around);

}  // namespace hearth::llm::reflex
