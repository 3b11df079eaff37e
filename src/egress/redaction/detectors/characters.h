// Kinds of bytes, and where a word begins and ends, as the detectors see them. Without the C library's locales. Pure.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace hearth::egress {

constexpr bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
constexpr bool is_lower(char c) {
  return c >= 'a' && c <= 'z';
}
constexpr bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}
constexpr bool is_alpha(char c) {
  return is_lower(c) || is_upper(c);
}
constexpr bool is_alnum(char c) {
  return is_alpha(c) || is_digit(c);
}
constexpr bool is_blank(char c) {
  return c == ' ' || c == '\t';
}
constexpr bool is_beyond_ascii(char c) {
  return static_cast<unsigned char>(c) >= 0x80;
}
constexpr char lower(char c) {
  return is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c;
}

constexpr bool equal_in_any_case(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (lower(a[i]) != lower(b[i])) return false;
  }
  return true;
}

// A set of bytes, for runs of characters.
class Alphabet {
 public:
  constexpr explicit Alphabet(std::string_view members) {
    for (char c : members) contains_[static_cast<unsigned char>(c)] = true;
  }
  constexpr bool operator()(char c) const { return contains_[static_cast<unsigned char>(c)]; }
  // The end of the run of members that begins at `at`, no further than `most` bytes.
  constexpr std::size_t run_end(std::string_view text, std::size_t at, std::size_t most) const {
    std::size_t end = at;
    while (end < text.size() && end - at < most && (*this)(text[end])) ++end;
    return end;
  }

 private:
  std::array<bool, 256> contains_{};
};

inline constexpr Alphabet digits("0123456789");
inline constexpr Alphabet hex_digits("0123456789abcdefABCDEF");
inline constexpr Alphabet letters_and_digits("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");
inline constexpr Alphabet url_safe("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_");
inline constexpr Alphabet dotted("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_.");
inline constexpr Alphabet base64("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ+/=");

// Whether nothing of a word stands before `at`. The n of an escaped line end (as JSON inside a text has it) is no
// letter.
constexpr bool begins_word(std::string_view text, std::size_t at) {
  if (at == 0 || !is_alnum(text[at - 1])) return true;
  char before = text[at - 1];
  return at >= 2 && text[at - 2] == '\\' && (before == 'n' || before == 'r' || before == 't');
}

constexpr bool ends_word(std::string_view text, std::size_t at) {
  return at >= text.size() || !is_alnum(text[at]);
}

}  // namespace hearth::egress
