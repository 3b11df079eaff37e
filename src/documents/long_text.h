// Cuts a block that is longer than a chunk: at the ends of lines, of sentences, of words, and where there are none at a
// character. Pure; any thread.
#pragma once

#include <cstddef>
#include <vector>

#include "documents/document.h"

namespace hearth::documents {

// Pieces of at most `most_words` (see word_weight), in order; what was counted is divided along.
std::vector<Block> pieces_of(const Block& block, std::size_t most_words);

}  // namespace hearth::documents
