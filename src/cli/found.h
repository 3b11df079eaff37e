// What a search of memory and documents found, printed.
#pragma once

#include "cli/command.h"
#include "domain/json.h"

namespace hearth::cli {

// `answer` is that of GET memory/search.
void print_hits(Context& context, const json& answer);

}  // namespace hearth::cli
