// Excel's files: sheet by sheet, row by row, each value with the name of its column.
#include <charconv>
#include <string>
#include <vector>

#include "documents/readers/readers.h"
#include "documents/readers/sheet_values.h"
#include "documents/readers/table_text.h"
#include "documents/readers/xml.h"

namespace hearth::documents {

namespace {

constexpr std::string_view main_part = "xl/workbook.xml";
constexpr std::size_t most_columns = 1024;

// Of a shared or inline string; the reading aids of Japanese are not part of it.
std::string text_of(const pugi::xml_node& node) {
  std::string text;
  for (const pugi::xml_node& child : node.children()) {
    std::string_view name = local_name(child);
    if (name == "t") text += child.child_value();
    if (name == "r") text += text_of(child);
  }
  return text;
}

std::vector<std::string> shared_strings(const Package& package, int depth) {
  std::vector<std::string> strings;
  pugi::xml_document document;
  if (!parse_optional_part(document, package, "xl/sharedStrings.xml", depth)) return strings;
  for (const pugi::xml_node& item : document.document_element().children()) {
    if (local_name(item) == "si") strings.push_back(text_of(item));
  }
  return strings;
}

class XlsxReader {
 public:
  XlsxReader(const Package& package, Builder& out)
      : package_(package),
        out_(out),
        strings_(shared_strings(package, out.bounds().depth)),
        styles_(package, out.bounds().depth) {}

  void read() {
    out_.layout(Unit::sheet, Counted::rows);
    out_.title(title_in(package_, "docProps/core.xml"));
    pugi::xml_document workbook;
    parse_part(workbook, package_, main_part, out_.bounds().depth);
    auto relations = relations_of(package_, main_part);
    int number = 0;
    for (const pugi::xml_node& sheet : child_named(workbook.document_element(), "sheets").children()) {
      if (local_name(sheet) != "sheet") continue;
      ++number;
      auto part = relations.find(std::string(sheet.attribute("r:id").value()));
      if (part == relations.end()) continue;
      out_.enter(number, sheet.attribute("name").value());
      read_sheet(part->second);
    }
  }

 private:
  void read_sheet(const std::string& part) {
    pugi::xml_document sheet;
    if (!parse_optional_part(sheet, package_, part, out_.bounds().depth)) return;
    Cells names;
    bool first = true;
    int number = 0;
    for (const pugi::xml_node& row : child_named(sheet.document_element(), "sheetData").children()) {
      if (local_name(row) != "row") continue;
      number = row.attribute("r").as_int(number + 1);
      Cells cells = cells_of(row);
      std::string text = row_text(names, cells);
      if (text.empty()) continue;
      if (first && are_names(cells)) {
        names = cells;
      }
      first = false;
      out_.row(text, {number, number});
    }
  }

  Cells cells_of(const pugi::xml_node& row) const {
    Cells cells;
    for (const pugi::xml_node& cell : row.children()) {
      if (local_name(cell) != "c") continue;
      std::string_view reference = cell.attribute("r").value();
      std::size_t column = reference.empty() ? cells.size() : column_of(reference);
      if (column >= most_columns) continue;
      if (cells.size() <= column) cells.resize(column + 1);
      cells[column] = value_of(cell);
    }
    return cells;
  }

  std::string value_of(const pugi::xml_node& cell) const {
    std::string_view type = cell.attribute("t").value();
    if (type == "inlineStr") return text_of(child_named(cell, "is"));
    std::string value = child_named(cell, "v").child_value();
    if (type == "s") {
      std::size_t index = strings_.size();
      std::from_chars(value.data(), value.data() + value.size(), index);
      return index < strings_.size() ? strings_[index] : std::string();
    }
    if (type == "b") return value == "1" ? "true" : "false";
    if (type == "str" || type == "e" || type == "d") return value;
    return styles_.is_date(cell.attribute("s").value()) ? date_of(value) : number_shown(value);
  }

  const Package& package_;
  Builder& out_;
  std::vector<std::string> strings_;
  SheetStyles styles_;
};

}  // namespace

void read_xlsx(Package& package, Builder& out) {
  XlsxReader(package, out).read();
}

}  // namespace hearth::documents
