// Paths in the database are text, but paths of the file system are bytes. A byte that is not valid UTF-8 is stored as
// "\xNN", and so is a backslash that stands before an 'x', so that the bytes can be had back. Any thread.
#pragma once

#include <string>
#include <string_view>

namespace hearth::store {

std::string stored_path(std::string_view path);
std::string path_from_stored(std::string_view stored);

}  // namespace hearth::store
