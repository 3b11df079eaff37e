#include "base/utf8.h"

#include <fmt/format.h>

#include <cstdint>
#include <cstring>

namespace hearth {

namespace {

struct Decoded {
  char32_t character = 0;
  std::size_t size = 0;  // bytes of the character, or of the ill-formed subpart
  bool valid = false;
};

// Decodes the character at the front of a text that is not empty (Unicode 15, table 3-7).
Decoded decode(std::string_view text) {
  auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  unsigned char lead = byte(0);
  if (lead < 0x80) return {lead, 1, true};
  if (lead < 0xC2 || lead > 0xF4) return {0, 1, false};
  std::size_t size = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  unsigned char low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
  unsigned char high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
  char32_t character = lead & (size == 2 ? 0x1F : size == 3 ? 0x0F : 0x07);
  for (std::size_t i = 1; i < size; ++i) {
    if (i >= text.size() || byte(i) < low || byte(i) > high) return {0, i, false};
    character = character << 6 | (byte(i) & 0x3F);
    low = 0x80;
    high = 0xBF;
  }
  return {character, size, true};
}

// Most text is ASCII: eight bytes at a time are quickly passed over.
bool begins_with_eight_ascii(std::string_view text) {
  constexpr std::uint64_t high_bits = 0x8080808080808080;
  std::uint64_t word;
  if (text.size() < sizeof word) return false;
  std::memcpy(&word, text.data(), sizeof word);
  return (word & high_bits) == 0;
}

bool steers_display(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x061C || (c >= 0x200B && c <= 0x200F) ||
         (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x2069) || c == 0xFEFF;
}

}  // namespace

bool is_valid_utf8(std::string_view text) {
  while (!text.empty()) {
    if (begins_with_eight_ascii(text)) {
      text.remove_prefix(sizeof(std::uint64_t));
      continue;
    }
    Decoded d = decode(text);
    if (!d.valid) return false;
    text.remove_prefix(d.size);
  }
  return true;
}

std::string to_valid_utf8(std::string_view text) {
  if (is_valid_utf8(text)) return std::string(text);
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    Decoded d = decode(text);
    if (d.valid) {
      out += text.substr(0, d.size);
    } else {
      out += "\xEF\xBF\xBD";
    }
    text.remove_prefix(d.size);
  }
  return out;
}

std::string escape_for_display(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    Decoded d = decode(text);
    if (!d.valid) {
      for (std::size_t i = 0; i < d.size; ++i) out += fmt::format("\\x{:02x}", static_cast<unsigned char>(text[i]));
    } else if (steers_display(d.character)) {
      out += fmt::format("\\u{{{:x}}}", static_cast<std::uint32_t>(d.character));
    } else {
      out += text.substr(0, d.size);
    }
    text.remove_prefix(d.size);
  }
  return out;
}

std::string_view utf8_prefix(std::string_view text, std::size_t max_bytes) {
  if (text.size() <= max_bytes) return text;
  std::size_t end = max_bytes;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return text.substr(0, end);
}

}  // namespace hearth
