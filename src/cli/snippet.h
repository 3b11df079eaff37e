// An excerpt of a found message. The API marks what matched with the characters U+2068 and U+2069. Pure; any thread.
#pragma once

#include <string>
#include <string_view>

#include "cli/terminal/style.h"

namespace hearth::cli {

// One line: matches in bold, the marks gone, everything else escaped.
std::string render_snippet(std::string_view snippet, const Style& style);

}  // namespace hearth::cli
