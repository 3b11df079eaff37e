// Looks at a file's content without recording that it did: for finding out, after a crash, whether a change was made.
#pragma once

#include <optional>
#include <string>

namespace hearth::workspace {

// SHA-256 in hexadecimal of the regular file at the relative path below the root; nothing if there is none that can be
// read, or it is larger than Workspace::read_limit. Never leaves the root. Any thread.
std::optional<std::string> content_hash(const std::string& root, const std::string& path);

}  // namespace hearth::workspace
