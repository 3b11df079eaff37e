// Comma-separated values (RFC 4180), and with semicolons, tabs or bars.
#include <algorithm>
#include <array>
#include <string>

#include "documents/readers/readers.h"
#include "documents/readers/table_text.h"

namespace hearth::documents {

namespace {

constexpr std::size_t most_cells = 4096;

char separator_of(std::string_view text) {
  constexpr std::array<char, 4> separators = {',', ';', '\t', '|'};
  std::string_view line = text.substr(0, text.find('\n'));
  return *std::ranges::max_element(separators, {}, [&](char c) { return std::ranges::count(line, c); });
}

class CsvReader {
 public:
  explicit CsvReader(std::string_view text) : text_(text), separator_(separator_of(text)) {}

  bool at_end() const { return at_ >= text_.size(); }
  int line() const { return line_; }

  Cells record() {
    Cells cells;
    do {
      std::string value = cell();
      if (cells.size() < most_cells) cells.push_back(std::move(value));
    } while (took_separator());
    end_line();
    return cells;
  }

 private:
  std::string cell() {
    std::string value;
    if (at_ < text_.size() && text_[at_] == '"') {
      ++at_;
      while (at_ < text_.size()) {
        char c = text_[at_++];
        if (c == '"') {
          if (at_ >= text_.size() || text_[at_] != '"') break;
          ++at_;
        }
        if (c == '\n') ++line_;
        value += c;
      }
    }
    std::size_t end = at_;
    while (end < text_.size() && text_[end] != separator_ && text_[end] != '\n' && text_[end] != '\r') ++end;
    value += text_.substr(at_, end - at_);
    at_ = end;
    return value;
  }

  bool took_separator() {
    if (at_ >= text_.size() || text_[at_] != separator_) return false;
    ++at_;
    return true;
  }

  void end_line() {
    if (at_ < text_.size() && text_[at_] == '\r') ++at_;
    if (at_ < text_.size() && text_[at_] == '\n') ++at_;
    ++line_;
  }

  std::string_view text_;
  char separator_;
  std::size_t at_ = 0;
  int line_ = 1;
};

}  // namespace

void read_csv(std::string_view text, Builder& out) {
  out.layout(Unit::none, Counted::rows);
  CsvReader reader(text);
  Cells names;
  for (int row = 1; !reader.at_end(); ++row) {
    int first = reader.line();
    Cells cells = reader.record();
    Range lines{first, reader.line() - 1};
    if (row == 1 && are_names(cells)) {
      out.row(row_text({}, cells), {row, row}, lines);
      names = std::move(cells);
    } else {
      out.row(row_text(names, cells), {row, row}, lines);
    }
  }
}

}  // namespace hearth::documents
