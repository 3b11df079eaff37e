// Pattern and path, split at the first zero byte. Matching ends in time, and its laws hold.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/check.h"
#include "domain/glob.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const std::size_t split = std::min(text.find('\0'), size);
  const std::string_view pattern = text.substr(0, split);
  const std::string_view path = text.substr(std::min(split + 1, size));
  hearth::glob_matches(pattern, path);

  std::string literal;
  for (const char c : path.substr(0, 2000)) {
    literal += '\\';
    literal += c;
  }
  hearth::check(hearth::glob_matches(literal, path.substr(0, 2000)));
  hearth::check(hearth::glob_matches("**", path));
  hearth::check(hearth::glob_matches("*", path) == (path.find('/') == std::string_view::npos));
  return 0;
}
