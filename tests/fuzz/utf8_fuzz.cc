// Whatever the bytes: what is meant to be shown is valid UTF-8, valid text passes unchanged, and no cut splits a
// character.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/check.h"
#include "base/utf8.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const std::string repaired = hearth::to_valid_utf8(text);
  hearth::check(hearth::is_valid_utf8(repaired));
  hearth::check(hearth::is_valid_utf8(text) == (repaired == text));
  hearth::check(hearth::is_valid_utf8(hearth::escape_for_display(text)));
  for (const std::size_t max_bytes : {std::size_t{0}, size / 2, size, size + 1}) {
    const std::string_view prefix = hearth::utf8_prefix(repaired, max_bytes);
    hearth::check(prefix.size() <= max_bytes && repaired.starts_with(prefix));
    hearth::check(hearth::is_valid_utf8(prefix));
  }
  return 0;
}
