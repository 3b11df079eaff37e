// A table for people: columns aligned, one of them cut so that rows fit the terminal. Pure; any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "cli/terminal/style.h"

namespace hearth::cli {

struct Column {
  enum class Align { left, right };
  enum class Fit { whole, shrinks };
  std::string_view title;
  Align align = Align::left;
  Fit fit = Fit::whole;  // one that shrinks is cut when the row would be wider than the terminal
};

// Cells are escaped here. `width` 0 means that nothing is cut. No rows give no text, not a lone heading.
std::string render_table(const std::vector<Column>& columns, const std::vector<std::vector<std::string>>& rows,
                         std::size_t width, const Style& style);

}  // namespace hearth::cli
