// What a code point is to the reader of words, and how it is folded: small and without tables of the whole of Unicode,
// because both sides, records and questions, pass through it alike. Any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace hearth::search {

enum class Letter : std::uint8_t {
  none,         // ends a word
  letter,       // of a word, or a digit
  unsegmented,  // of a script that writes no spaces: Han, kana, Hangul, Thai …
  dropped,      // an accent or an invisible sign inside a word
};

Letter letter_of(char32_t code_point);
// Lower case without accents, in UTF-8: "É" gives "e", "ß" gives "ss".
void append_folded(std::string& out, char32_t code_point);
// The code point at `at`, and moves behind it. An ill-formed byte gives U+FFFD.
char32_t take_code_point(std::string_view text, std::size_t& at);

}  // namespace hearth::search
