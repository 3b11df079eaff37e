// Contents kept as files of their own, named by their SHA-256, in blobs/ of the data directory: what is too large for a
// row, or is to be shown later byte for byte as it was. Any thread.
#pragma once

#include <string>
#include <string_view>

namespace hearth::store {

// Keeps the bytes, 0600, and gives their hash. What was kept survives a crash of the program at once, and a power cut
// once the system has written it out; a file that did not is known by its hash. Throws Error when it cannot be kept.
std::string put_blob(const std::string& data_directory, std::string_view bytes);
// Throws Error: not_found, also for a text that is no hash; internal when the bytes are not those of the hash.
std::string read_blob(const std::string& data_directory, std::string_view hash);
// Nothing happens if it is not there.
void remove_blob(const std::string& data_directory, std::string_view hash);

}  // namespace hearth::store
