// Text as lines. Pure; any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace hearth::tools {

// Calls each(line, number) for every line, 1-based, without its end ("\n" or "\r\n"). A text that ends in a newline has
// no empty line after it. Returns how many there were.
template <class Each>
std::size_t each_line(std::string_view text, Each each) {
  std::size_t number = 0;
  while (!text.empty()) {
    std::size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    each(line, ++number);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return number;
}

// 1-based number of the line that the byte at `offset` is in.
std::size_t line_at(std::string_view text, std::size_t offset);

// "1 line", "3 lines".
std::string counted(std::size_t count, std::string_view singular, std::string_view plural);

}  // namespace hearth::tools
