#include "documents/readers/sheet_values.h"

#include <fmt/format.h>

#include <charconv>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <set>

#include "documents/readers/xml.h"

namespace hearth::documents {

namespace {

int integer_of(std::string_view digits) {
  int number = -1;
  std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return number;
}

// "[$-409]d/m/yyyy;@" shows a date, "0.00 \"days\"" does not: letters in quotes, brackets and after a backslash are
// text.
bool shows_date(std::string_view format) {
  bool quoted = false;
  bool bracket = false;
  for (std::size_t i = 0; i < format.size(); ++i) {
    char c = format[i];
    if (c == '\\') {
      ++i;
    } else if (c == '"') {
      quoted = !quoted;
    } else if (c == '[') {
      bracket = true;
    } else if (c == ']') {
      bracket = false;
    } else if (!quoted && !bracket && (c == 'd' || c == 'y' || c == 'D' || c == 'Y')) {
      return true;
    }
  }
  return false;
}

bool is_builtin_date(int format) {
  return (format >= 14 && format <= 17) || format == 22;
}

}  // namespace

SheetStyles::SheetStyles(const Package& package, int depth) {
  pugi::xml_document styles;
  if (!parse_optional_part(styles, package, "xl/styles.xml", depth)) return;
  std::set<int> formats;
  for (const pugi::xml_node& format : child_named(styles.document_element(), "numFmts").children()) {
    if (shows_date(format.attribute("formatCode").value())) formats.insert(format.attribute("numFmtId").as_int());
  }
  for (const pugi::xml_node& style : child_named(styles.document_element(), "cellXfs").children()) {
    if (local_name(style) != "xf") continue;
    int format = style.attribute("numFmtId").as_int();
    dates_.push_back(is_builtin_date(format) || formats.contains(format));
  }
}

bool SheetStyles::is_date(std::string_view style) const {
  int number = integer_of(style);
  return number >= 0 && static_cast<std::size_t>(number) < dates_.size() && dates_[static_cast<std::size_t>(number)];
}

std::string date_of(std::string_view days) {
  double number = 0;
  auto [end, error] = std::from_chars(days.data(), days.data() + days.size(), number);
  constexpr double last_day = 2'958'465;  // of the year 9999
  if (error != std::errc{} || end != days.data() + days.size() || !(number >= 1 && number <= last_day)) {
    return std::string(days);
  }
  // Day 1 is 1900-01-01 in a calendar that has a 29th of February that year; from March 1900 on, day 0 is 1899-12-30.
  auto whole = static_cast<int>(std::floor(number));
  std::chrono::year_month_day date(std::chrono::sys_days(std::chrono::year(1899) / 12 / 30) + std::chrono::days(whole));
  auto minutes = static_cast<int>(std::lround((number - whole) * 24 * 60));
  std::string text = fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                                 static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
  if (minutes > 0 && minutes < 24 * 60) text += fmt::format(" {:02}:{:02}", minutes / 60, minutes % 60);
  return text;
}

std::size_t column_of(std::string_view reference) {
  std::size_t column = 0;
  for (char c : reference) {
    if (c < 'A' || c > 'Z' || column > 100'000) break;
    column = column * 26 + static_cast<std::size_t>(c - 'A') + 1;
  }
  return column - 1;
}

std::string number_shown(std::string_view stored) {
  double number = 0;
  auto [end, error] = std::from_chars(stored.data(), stored.data() + stored.size(), number);
  if (error != std::errc{} || end != stored.data() + stored.size()) return std::string(stored);
  return fmt::format("{:.15g}", number);
}

}  // namespace hearth::documents
