// Rows of tables as text that can be found by itself: "Name: Anna; City: Ulm", with the names of the first row. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace hearth::documents {

using Cells = std::vector<std::string>;

// Whether a first row is made of names: every cell short, none of them a number, none twice, at least two.
bool are_names(const Cells& cells);

// With names: "Name: value" for each cell that is not empty; without: the values, with " | " between.
std::string row_text(const Cells& names, const Cells& cells);

}  // namespace hearth::documents
