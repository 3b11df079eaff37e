// One tool call in one line, as progress and conversations show it: "fs_read README.md". Pure; any thread.
#pragma once

#include <string>

#include "domain/json.h"

namespace hearth::cli {

// Escaped, not cut.
std::string call_summary(const std::string& tool, const json& arguments);

}  // namespace hearth::cli
