// What commands that print lists have in common. Called by the command's thread; writing throws Error.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "cli/context.h"
#include "domain/json.h"

namespace hearth::cli {

// Columns a table may take on stdout; 0, which is no bound, unless that is a terminal.
std::size_t output_width(const Context& context);
void print_json_lines(Context& context, const std::vector<json>& items);
// A sentence to a person at a terminal, on stderr, so that what is piped is data alone.
void remark(Context& context, std::string_view sentence);

}  // namespace hearth::cli
