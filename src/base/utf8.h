// Text that reaches a person, a model or JSON must be valid UTF-8 and must not steer a terminal.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace hearth {

bool is_valid_utf8(std::string_view text);
// The text with every ill-formed sequence replaced by U+FFFD. Source: Unicode 15 section 3.9, "maximal subparts".
std::string to_valid_utf8(std::string_view text);
// For names and one-line messages: invalid bytes as \xNN, control and bidirectional-override characters as \u{NNNN}.
std::string escape_for_display(std::string_view text);
// The longest prefix of at most max_bytes bytes that does not cut a character.
std::string_view utf8_prefix(std::string_view text, std::size_t max_bytes);

}  // namespace hearth
