// One file's bytes become chunks, or one sentence that says why not. Pure but for the time and memory it takes: whoever
// calls it bounds those (hearth-extract, in a box). Never throws for what a file holds.
#pragma once

#include <string_view>

#include "documents/builder.h"
#include "documents/chunk.h"

namespace hearth::documents {

// `name` is the file's name without its folders; its ending counts where the bytes do not say.
Extraction extract(std::string_view bytes, std::string_view name, const Bounds& bounds = {});

}  // namespace hearth::documents
