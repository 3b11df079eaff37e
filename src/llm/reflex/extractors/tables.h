// Tables in text: Markdown pipe tables (GitHub Flavored Markdown 0.29, section 4.10) and CSV (RFC 4180, with ";" and
// tabs as separators too). Cells stay text. Pure; what is no table gives none.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace hearth::llm::reflex {

struct Table {
  std::size_t line = 0;  // of the header
  std::vector<std::string> header;
  std::vector<std::vector<std::string>> rows;
  std::vector<std::size_t> row_lines;
};

std::vector<Table> markdown_tables(const std::vector<std::string>& lines);
// Nothing, or one table.
std::vector<Table> csv_table(const std::vector<std::string>& lines);
// By the kind of the file.
std::vector<Table> tables_of(std::string_view path, const std::vector<std::string>& lines);

}  // namespace hearth::llm::reflex
