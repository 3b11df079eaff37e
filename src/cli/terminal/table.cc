#include "cli/terminal/table.h"

#include <algorithm>
#include <numeric>

#include "base/utf8.h"
#include "cli/terminal/display_text.h"

namespace hearth::cli {

namespace {

constexpr std::size_t gap = 2;
constexpr std::size_t narrowest = 8;  // a cut column keeps at least this much

using Cells = std::vector<std::string>;

std::vector<std::size_t> natural_widths(const std::vector<Column>& columns, const std::vector<Cells>& rows) {
  std::vector<std::size_t> widths;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    std::size_t widest = display_width(columns[i].title);
    for (const Cells& row : rows) widest = std::max(widest, display_width(row[i]));
    widths.push_back(widest);
  }
  return widths;
}

// Takes what is too much from the columns that may shrink, always from the widest of them.
void shrink(const std::vector<Column>& columns, std::size_t width, std::vector<std::size_t>& widths) {
  std::size_t total = std::accumulate(widths.begin(), widths.end(), gap * (widths.size() - 1));
  while (total > width) {
    std::size_t* widest = nullptr;
    for (std::size_t i = 0; i < columns.size(); ++i) {
      if (columns[i].fit == Column::Fit::shrinks && (widest == nullptr || widths[i] > *widest)) widest = &widths[i];
    }
    if (widest == nullptr || *widest <= narrowest) return;
    --*widest;
    --total;
  }
}

std::string render_row(const std::vector<Column>& columns, const Cells& row, const std::vector<std::size_t>& widths) {
  std::string line;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    std::string cell = cut_to_width(row[i], widths[i]);
    std::string padding(widths[i] - display_width(cell), ' ');
    line += columns[i].align == Column::Align::left ? cell + padding : padding + cell;
    if (i + 1 < columns.size()) line += std::string(gap, ' ');
  }
  line.erase(line.find_last_not_of(' ') + 1);
  return line;
}

}  // namespace

std::string render_table(const std::vector<Column>& columns, const std::vector<Cells>& rows, std::size_t width,
                         const Style& style) {
  if (rows.empty()) return {};
  std::vector<Cells> escaped;
  escaped.reserve(rows.size());
  for (const Cells& row : rows) {
    Cells& cells = escaped.emplace_back();
    for (const std::string& cell : row) cells.push_back(escape_for_display(cell));
  }
  std::vector<std::size_t> widths = natural_widths(columns, escaped);
  if (width > 0) shrink(columns, width, widths);
  Cells titles;
  for (const Column& column : columns) titles.emplace_back(column.title);
  std::string text = style.bold(render_row(columns, titles, widths)) + "\n";
  for (const Cells& row : escaped) text += render_row(columns, row, widths) + "\n";
  return text;
}

}  // namespace hearth::cli
