#include "store/stored_path.h"

#include <fmt/format.h>

#include <charconv>
#include <iterator>

#include "base/utf8.h"

namespace hearth::store {

namespace {

// The bytes of the character at the front, or 0 if it is ill-formed.
std::size_t character_size(std::string_view text) {
  for (std::size_t size = 1; size <= 4 && size <= text.size(); ++size) {
    if (is_valid_utf8(text.substr(0, size))) return size;
  }
  return 0;
}

}  // namespace

std::string stored_path(std::string_view path) {
  if (is_valid_utf8(path) && path.find("\\x") == std::string_view::npos) return std::string(path);
  std::string stored;
  while (!path.empty()) {
    std::size_t size = character_size(path);
    if (size == 0 || path.starts_with("\\x")) {
      fmt::format_to(std::back_inserter(stored), "\\x{:02x}", static_cast<unsigned char>(path.front()));
      size = 1;
    } else {
      stored += path.substr(0, size);
    }
    path.remove_prefix(size);
  }
  return stored;
}

std::string path_from_stored(std::string_view stored) {
  std::string path;
  path.reserve(stored.size());
  while (!stored.empty()) {
    unsigned char byte = 0;
    if (stored.starts_with("\\x") && stored.size() >= 4 &&
        std::from_chars(stored.data() + 2, stored.data() + 4, byte, 16).ptr == stored.data() + 4) {
      path += static_cast<char>(byte);
      stored.remove_prefix(4);
    } else {
      path += stored.front();
      stored.remove_prefix(1);
    }
  }
  return path;
}

}  // namespace hearth::store
