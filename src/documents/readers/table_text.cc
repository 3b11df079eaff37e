#include "documents/readers/table_text.h"

#include <algorithm>
#include <set>

#include "documents/readers/lines.h"

namespace hearth::documents {

namespace {

constexpr std::size_t most_name_bytes = 80;

bool is_numeric(std::string_view cell) {
  return cell.find_first_of("0123456789") != std::string_view::npos &&
         cell.find_first_not_of("0123456789.,-+%:/ eE") == std::string_view::npos;
}

}  // namespace

bool are_names(const Cells& cells) {
  std::set<std::string_view> seen;
  std::size_t filled = 0;
  for (const std::string& cell : cells) {
    std::string_view name = trimmed(cell);
    if (name.empty()) continue;
    ++filled;
    if (name.size() > most_name_bytes || is_numeric(name) || !seen.insert(name).second) return false;
  }
  return filled >= 2;
}

std::string row_text(const Cells& names, const Cells& cells) {
  std::string text;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    std::string_view value = trimmed(cells[i]);
    if (value.empty()) continue;
    std::string_view name = i < names.size() ? trimmed(names[i]) : std::string_view();
    if (!text.empty()) text += names.empty() ? " | " : "; ";
    if (!name.empty()) text.append(name).append(": ");
    text += value;
  }
  return text;
}

}  // namespace hearth::documents
