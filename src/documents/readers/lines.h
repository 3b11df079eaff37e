// A text line by line, with the numbers that an editor shows. Pure.
#pragma once

#include <string_view>
#include <vector>

namespace hearth::documents {

// Without their ends: \n, \r\n or \r. What follows the last end is a line if it is not empty.
std::vector<std::string_view> split_lines(std::string_view text);

std::string_view trimmed(std::string_view text);

}  // namespace hearth::documents
