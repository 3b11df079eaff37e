// Paths as tools give them: relative to the workspace's root, '/'-separated. Pure text, no file system; any thread.
// The text is only tidied here. That nothing outside is reached is the kernel's doing, see workspace/resolve.h.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace hearth::workspace {

// The path without "." parts, doubled and trailing slashes and inner "..": "./a//b/../c/" is "a/c", the root is ".".
// An absolute path is taken if it lies inside `root`. Throws Error(invalid_argument) for an empty path or a NUL byte
// and Error(denied) for a path that leads out.
std::string relative_path(std::string_view given, std::string_view root);

// "a/b/c" is {"a/b", "c"}; "c" is {".", "c"}.
std::pair<std::string, std::string> split_parent(const std::string& relative);
std::vector<std::string> path_parts(std::string_view relative);
// "dir" and "name" is "dir/name"; "." and "name" is "name".
std::string join_path(const std::string& directory, std::string_view name);

// The path in quotes for a message: escaped, and cut where it is very long.
std::string shown(std::string_view path);

}  // namespace hearth::workspace
