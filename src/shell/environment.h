// The environment of the window and of its web processes, which inherit it: only names that a display, a desktop or a
// language needs. Keys and tokens that a user has in his environment are for the sidecar, which gets all of it. Pure
// but for take_environment(), which main() calls first of all.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace hearth::shell {

bool is_kept(std::string_view name);

// Returns the environment as it was, as NAME=value, and leaves only what is kept. Before any thread exists.
std::vector<std::string> take_environment();

}  // namespace hearth::shell
