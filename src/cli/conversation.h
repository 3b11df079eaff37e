// A message of a session as people read it. Pure; any thread.
#pragma once

#include <cstddef>
#include <string>

#include "cli/terminal/style.h"
#include "domain/json.h"

namespace hearth::cli {

// Begins with an empty line. Tool calls are one line each, cut to `width` columns (0: not cut); of their results only
// failures are shown. Empty for a message in which nothing is to be read.
std::string render_message(const json& message, std::size_t width, const Style& style);

}  // namespace hearth::cli
