// Packs found texts into a prompt: best first, without saying nearly the same twice, under a budget.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace hearth::memory::recall {

// About how many tokens a model sees in the text: a quarter of its bytes, at least its words.
std::size_t estimated_tokens(std::string_view text);

// The places of the texts to take, in their order. A text that shares most of its runs of three words with one taken
// before is left out, as is one that does not fit any more. Source of the measure: Broder, "On the resemblance and
// containment of documents" (1997), containment of word 3-grams.
std::vector<std::size_t> pack(const std::vector<std::string_view>& texts, std::size_t token_budget);

}  // namespace hearth::memory::recall
