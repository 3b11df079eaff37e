// How an Extraction passes from hearth-extract to whoever started it: one JSON object a line. The reading side believes
// nothing: the program that writes may have been taken over by the file it read. Pure; any thread.
//
//   {"format":"pdf","title":"…"}
//   {"text":"…","heading":"…","place":"page 3","page":3}
//   {"state":"ready","problem":""}
#pragma once

#include <string>
#include <string_view>

#include "documents/chunk.h"

namespace hearth::documents {

std::string lines_of(const Extraction& extraction);

// Throws Error(invalid_argument) for what lines_of() cannot have written, and for text that ends early.
Extraction extraction_from_lines(std::string_view lines);

}  // namespace hearth::documents
