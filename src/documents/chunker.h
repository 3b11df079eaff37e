// Cuts a document into chunks along its structure: a chunk stays within one page, slide, sheet or chapter and below one
// heading, and holds whole paragraphs, rows and functions where they are not longer than a chunk. Pure; any thread.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "documents/chunk.h"
#include "documents/document.h"

namespace hearth::documents {

inline constexpr std::size_t most_chunk_words = 200;

std::vector<Chunk> chunks_of(const Document& document);

// How long a text is for a chunk: its words, or more where it has few spaces.
std::size_t word_weight(std::string_view text);

}  // namespace hearth::documents
