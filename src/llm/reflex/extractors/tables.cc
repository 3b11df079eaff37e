#include "llm/reflex/extractors/tables.h"

#include <algorithm>
#include <utility>

#include "llm/reflex/language/words.h"

namespace hearth::llm::reflex {

namespace {

std::vector<std::string> pipe_cells(std::string_view line) {
  line = trim(line);
  if (line.starts_with('|')) line.remove_prefix(1);
  if (line.ends_with('|') && !line.ends_with("\\|")) line.remove_suffix(1);
  std::vector<std::string> cells;
  std::string cell;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '\\' && i + 1 < line.size() && line[i + 1] == '|') {
      cell += line[++i];
    } else if (line[i] == '|') {
      cells.emplace_back(trim(std::exchange(cell, {})));
    } else {
      cell += line[i];
    }
  }
  cells.emplace_back(trim(cell));
  return cells;
}

bool is_delimiter_row(std::string_view line) {
  line = trim(line);
  return line.find('-') != std::string_view::npos && line.find('|') != std::string_view::npos &&
         line.find_first_not_of("|-: ") == std::string_view::npos;
}

char separator_of(std::string_view header) {
  char best = ',';
  std::ptrdiff_t most = 0;
  for (char candidate : {',', ';', '\t'}) {
    std::ptrdiff_t count = std::count(header.begin(), header.end(), candidate);
    if (count > most) best = candidate;
    most = std::max(most, count);
  }
  return best;
}

// One record; a quoted field may go on in the next lines.
std::vector<std::string> csv_record(const std::vector<std::string>& lines, std::size_t& line, char separator) {
  std::vector<std::string> fields;
  std::string field;
  bool quoted = false;
  for (;; ++line, field += '\n') {
    std::string_view text = lines[line];
    if (text.ends_with('\r')) text.remove_suffix(1);
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (quoted && text[i] == '"' && i + 1 < text.size() && text[i + 1] == '"') {
        field += text[++i];
      } else if (text[i] == '"') {
        quoted = !quoted;
      } else if (text[i] == separator && !quoted) {
        fields.push_back(std::exchange(field, {}));
      } else {
        field += text[i];
      }
    }
    if (!quoted || line + 1 >= lines.size()) break;
  }
  fields.push_back(field);
  ++line;
  return fields;
}

}  // namespace

std::vector<Table> markdown_tables(const std::vector<std::string>& lines) {
  std::vector<Table> tables;
  for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
    if (lines[i].find('|') == std::string::npos || !is_delimiter_row(lines[i + 1])) continue;
    Table table{i + 1, pipe_cells(lines[i]), {}, {}};
    for (i += 2; i < lines.size() && lines[i].find('|') != std::string::npos; ++i) {
      table.rows.push_back(pipe_cells(lines[i]));
      table.row_lines.push_back(i + 1);
    }
    tables.push_back(std::move(table));
  }
  return tables;
}

std::vector<Table> csv_table(const std::vector<std::string>& lines) {
  if (lines.empty()) return {};
  char separator = separator_of(lines[0]);
  std::size_t line = 0;
  Table table{1, csv_record(lines, line, separator), {}, {}};
  while (line < lines.size()) {
    if (trim(lines[line]).empty()) {
      ++line;
      continue;
    }
    table.row_lines.push_back(line + 1);
    table.rows.push_back(csv_record(lines, line, separator));
  }
  return {table};
}

std::vector<Table> tables_of(std::string_view path, const std::vector<std::string>& lines) {
  std::string folded = fold(path);
  return folded.ends_with(".csv") || folded.ends_with(".tsv") ? csv_table(lines) : markdown_tables(lines);
}

}  // namespace hearth::llm::reflex
