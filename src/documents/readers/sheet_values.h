// What the cells of a spreadsheet show: numbers as they are kept, dates as dates. Pure.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "documents/readers/package.h"

namespace hearth::documents {

class SheetStyles {
 public:
  SheetStyles(const Package& package, int depth);
  // Whether cells of the style show a date; styles are numbered by the file.
  bool is_date(std::string_view style) const;

 private:
  std::vector<bool> dates_;
};

// "2026-03-14", or with a time "2026-03-14 09:30", of a day number; the text itself when it is none.
std::string date_of(std::string_view days);
// 0 for A, 27 for AB of "AB12"; size_t(-1) when there are no letters.
std::size_t column_of(std::string_view reference);
// 0.30000000000000004 becomes 0.3: fifteen digits are what the programs show.
std::string number_shown(std::string_view stored);

}  // namespace hearth::documents
