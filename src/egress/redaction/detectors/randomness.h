// Whether a run of characters was drawn at random, as keys are, or written by a person. Pure; any thread.
#pragma once

#include <string_view>

namespace hearth::egress {

// Share of neighbouring letters and digits that are of different kinds (small, capital, digit). Random base 62 has
// 0.62, hexadecimal 0.47, words and identifiers below 0.2.
double mixture(std::string_view text);

// Letters and digits mixed as in a generated key, with few repetitions. For at least 16 characters.
bool looks_random(std::string_view text);

// Whether the same few characters fill the text, as in "xxxxxxxx" or "0000-0000".
bool looks_like_filling(std::string_view text);

}  // namespace hearth::egress
