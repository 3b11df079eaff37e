// Contents kept as files of their own, named by their SHA-256, in blobs/ of the data directory: what is too large for a
// row, or is to be shown later byte for byte as it was. Any thread.
#pragma once

#include <string>
#include <string_view>

namespace hearth::store {

// Keeps the bytes, 0600 and on the disk when it returns, and gives their hash. Throws Error when that is not possible.
std::string put_blob(const std::string& data_directory, std::string_view bytes);
// Throws Error: not_found, also for a text that is no hash; internal when the bytes are not those of the hash.
std::string read_blob(const std::string& data_directory, std::string_view hash);

}  // namespace hearth::store
