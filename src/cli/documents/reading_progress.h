// Follows the reading of a root to its end, with a bar on a terminal. One thread; throws Error and Cancelled, which
// ends the following and not the reading.
#pragma once

#include <string>

#include "cli/context.h"
#include "domain/json.h"

namespace hearth::cli {

// Returns the last progress; the bar is gone then.
json follow_reading(Context& context, Server& server, const json& root);

// "read 12 files, 3 unchanged, 1 failed".
std::string reading_summary(const json& progress);

// A line of the terminal's width: a bar, the count, the file.
std::string progress_line(const json& progress, std::size_t width);

}  // namespace hearth::cli
