// Text as lines. Pure; any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace hearth::tools {

// Without their line ends ("\n" or "\r\n"). A text that ends in a newline has no empty line after it.
std::vector<std::string_view> lines_of(std::string_view text);

// 1-based number of the line that the byte at `offset` is in.
std::size_t line_at(std::string_view text, std::size_t offset);

// "1 line", "3 lines".
std::string counted(std::size_t count, std::string_view singular, std::string_view plural);

}  // namespace hearth::tools
