#include "egress/redaction/detectors/randomness.h"

#include <algorithm>
#include <bitset>
#include <cstddef>

#include "egress/redaction/detectors/characters.h"

namespace hearth::egress {

namespace {

int kind_of(char c) {
  return is_lower(c) ? 1 : is_upper(c) ? 2 : is_digit(c) ? 3 : 0;
}

std::size_t distinct_characters(std::string_view text) {
  std::bitset<256> seen;
  for (char c : text) seen.set(static_cast<unsigned char>(c));
  return seen.count();
}

}  // namespace

double mixture(std::string_view text) {
  std::size_t pairs = 0, different = 0;
  for (std::size_t i = 1; i < text.size(); ++i) {
    int left = kind_of(text[i - 1]), right = kind_of(text[i]);
    if (left == 0 || right == 0) continue;
    ++pairs;
    if (left != right) ++different;
  }
  return pairs == 0 ? 0 : static_cast<double>(different) / static_cast<double>(pairs);
}

bool looks_random(std::string_view text) {
  constexpr std::size_t shortest = 16, enough_characters = 10;
  constexpr double enough_mixture = 0.22;
  return text.size() >= shortest && distinct_characters(text) >= std::min(enough_characters, text.size() / 2) &&
         mixture(text) >= enough_mixture;
}

bool looks_like_filling(std::string_view text) {
  return distinct_characters(text) < std::min<std::size_t>(5, text.size());
}

}  // namespace hearth::egress
