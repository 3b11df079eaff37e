// Runs of digits in groups, as people write long numbers. Pure; any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace hearth::egress {

struct DigitGroups {
  std::string digits;
  std::size_t groups = 0;
  std::size_t end = 0;  // in the text
};

// From the digit at `at` on: groups with one of the separators between them, up to `most` digits; more make it empty.
DigitGroups read_digit_groups(std::string_view text, std::size_t at, std::string_view separators, std::size_t most);

}  // namespace hearth::egress
