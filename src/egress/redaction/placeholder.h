// The words that stand for private data in a text that leaves the machine: [[SECRET_1]]. Pure; any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace hearth::egress {

inline constexpr std::size_t longest_placeholder = 24;

// Stands for a text that looks like a placeholder and was there before.
inline constexpr std::string_view look_alike_label = "TEXT";

std::string placeholder(std::string_view label, std::size_t number);

// The length of the placeholder that begins at `at`; 0 if none does.
std::size_t placeholder_length(std::string_view text, std::size_t at);

// Where a placeholder begins whose end may still come; the text's size if no such end is open.
std::size_t open_placeholder(std::string_view text);

}  // namespace hearth::egress
