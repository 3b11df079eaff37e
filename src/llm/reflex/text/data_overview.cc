#include "llm/reflex/text/data_overview.h"

#include <fmt/format.h>

#include <map>
#include <set>

#include "domain/json.h"
#include "llm/reflex/extractors/key_values.h"
#include "llm/reflex/extractors/tables.h"
#include "llm/reflex/language/pattern.h"
#include "llm/reflex/language/words.h"

namespace hearth::llm::reflex {

namespace {

const Pattern log_level("\\b(TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|FATAL|CRITICAL|ALARM)\\b");

std::string names(const std::vector<std::string>& list) {
  std::string text;
  for (const std::string& name : list) text += (text.empty() ? "" : ", ") + name;
  return text;
}

std::string csv_overview(const Source& source) {
  std::vector<Table> tables = csv_table(source.lines);
  const Table& table = tables.front();
  std::string text =
      fmt::format("Overview of `{}`: a table of {} rows and {} columns.\n- Columns: {} ({})", source.path,
                  table.rows.size(), table.header.size(), names(table.header), cite(source, 1));
  for (std::size_t column = 0; column < table.header.size(); ++column) {
    std::map<std::string, std::size_t> values;
    for (const auto& row : table.rows) {
      if (column < row.size()) ++values[row[column]];
    }
    if (values.size() < 2 || values.size() > 6 || values.size() * 2 > table.rows.size()) continue;
    text += fmt::format("\n- {}:", table.header[column]);
    const char* separator = " ";
    for (const auto& [value, count] : values) {
      text += fmt::format("{}{} ({} rows)", separator, value, count);
      separator = ", ";
    }
  }
  return text;
}

std::string json_overview(const Source& source, const json& value) {
  std::vector<std::string> keys;
  const json& object = value.is_array() && !value.empty() ? value.front() : value;
  if (object.is_object()) {
    for (const auto& [key, member] : object.items()) keys.push_back(key);
  }
  std::string what = value.is_array() ? fmt::format("a JSON array of {} elements", value.size())
                                      : fmt::format("a JSON value with {} members", value.size());
  std::string text = fmt::format("Overview of `{}`: {}.", source.path, what);
  if (!keys.empty())
    text += fmt::format("\n- Keys{}: {}", value.is_array() ? " of the first element" : "", names(keys));
  return text;
}

std::string settings_overview(const Source& source) {
  std::vector<KeyValue> pairs = key_values_of(source.path, source.lines);
  std::string text = fmt::format("Overview of `{}`: {} settings.", source.path, pairs.size());
  for (const KeyValue& pair : pairs) {
    text += fmt::format("\n- {} ({})", trim(source.lines[pair.line - 1]), cite(source, pair.line));
  }
  return text;
}

std::string log_overview(const Source& source) {
  std::map<std::string, std::size_t> levels;
  std::vector<std::size_t> notable;
  std::string level;
  for (std::size_t i = 0; i < source.lines.size(); ++i) {
    if (!RE2::PartialMatch(source.lines[i], log_level, &level)) continue;
    ++levels[level];
    if (level != "INFO" && level != "DEBUG" && level != "TRACE" && notable.size() < 10) notable.push_back(i);
  }
  std::string text = fmt::format("Overview of `{}`: {} lines.", source.path, source.lines.size());
  for (const auto& [name, count] : levels) text += fmt::format("\n- {}: {} lines", name, count);
  std::set<std::size_t> shown(notable.begin(), notable.end());
  shown.insert({0, source.lines.size() - 1});
  for (std::size_t i : shown) text += fmt::format("\n- {} ({})", trim(source.lines[i]), cite(source, i + 1));
  return text;
}

}  // namespace

std::optional<std::string> data_overview(const Source& source) {
  std::string extension = extension_of(source.path);
  if (extension == "csv" || extension == "tsv") return csv_overview(source);
  if (extension == "log") return log_overview(source);
  if (extension == "ini" || extension == "toml" || extension == "cfg" || extension == "conf")
    return settings_overview(source);
  if (extension != "json") return std::nullopt;
  std::string text;
  for (const std::string& line : source.lines) text += line + "\n";
  json value = json::parse(text, nullptr, false);
  if (value.is_discarded()) return std::nullopt;
  return json_overview(source, value);
}

}  // namespace hearth::llm::reflex
