// Picks the sentences that say most of a document. Extractive: position, frequent words and words of headings give
// points, as in H. P. Edmundson, "New Methods in Automatic Extracting" (1969); what was already said counts less, as in
// J. Carbonell and J. Goldstein, "The Use of MMR" (1998), and so does a section that has its sentence. Pure.
#pragma once

#include <cstddef>
#include <vector>

#include "llm/reflex/text/sentences.h"

namespace hearth::llm::reflex {

// Indices into passages, in the order of the document.
std::vector<std::size_t> summary_of(const std::vector<Passage>& passages, std::size_t sentences);
// A fifth of the document, at least 3 and at most 7.
std::size_t usual_summary_length(const std::vector<Passage>& passages);

}  // namespace hearth::llm::reflex
