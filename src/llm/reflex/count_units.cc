#include "llm/reflex/count_units.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "llm/reflex/extractors/tables.h"
#include "llm/reflex/language/pattern.h"
#include "llm/reflex/language/words.h"
#include "llm/reflex/text/outline.h"
#include "llm/reflex/text/sentences.h"

namespace hearth::llm::reflex {

namespace {

const Pattern lines_word("\\blines?\\b|\\bloc\\b|\\bhow long\\b|\\blength\\b|\\bstat(?:s|istics)\\b");
const Pattern words_word("\\bwords?\\b|\\bhow long\\b|\\blength\\b|\\bstat(?:s|istics)\\b|\\bhow much text\\b");
const Pattern characters_word("\\b(?:characters?|chars?|letters|symbols)\\b|\\bstat(?:s|istics)\\b");
const Pattern bytes_word("\\bbytes?\\b|\\bhow (?:big|large)\\b|\\b(?:file )?size\\b");
const Pattern headings_word("\\b(?:headings?|headlines?|sections?|chapters?|subheadings?|headers)\\b");
const Pattern rows_word("\\b(?:rows?|records?|entries|data lines|lines of data)\\b");
const Pattern columns_word("\\bcolumns?\\b");
const Pattern functions_word("\\b(?:functions?|methods?)\\b");
const Pattern classes_word("\\b(?:classes|structs|class)\\b");
const Pattern sentences_word("\\bsentences?\\b");
const Pattern paragraphs_word("\\bparagraphs?\\b");
const Pattern tables_word("\\btables?\\b");
const Pattern open_tasks(
    "\\b(?:open|unfinished|unchecked|undone|pending|remaining) (?:tasks?|items?|action "
    "items?|to-?dos?|points)\\b|\\bunticked\\b|\\bunchecked\\b");
const Pattern done_tasks(
    "\\b(?:done|finished|checked|completed|closed|ticked) (?:tasks?|items?|action items?|to-?dos?|boxes)\\b");
const Pattern all_tasks("\\b(?:tasks|action items|check ?boxes|list items|items|bullets?(?: points)?)\\b");
const Pattern todos_word("\\b(todos?|fixmes?)\\b");

// One thing that can be counted in the text of one file.
struct Unit {
  std::string_view singular;
  std::string_view plural;
  const Pattern* word;
  std::size_t (*count)(const Source& source);
};

std::size_t count_rows(const Source& source) {
  std::size_t rows = 0;
  for (const Table& table : tables_of(source.path, source.lines)) rows += table.rows.size();
  return rows;
}

std::size_t count_columns(const Source& source) {
  std::vector<Table> tables = tables_of(source.path, source.lines);
  return tables.empty() ? 0 : tables.front().header.size();
}

std::size_t count_outline(const Source& source, std::string_view kind) {
  std::vector<OutlineEntry> entries = outline_of(source.path, source.lines);
  return static_cast<std::size_t>(
      std::count_if(entries.begin(), entries.end(), [kind](const OutlineEntry& entry) { return entry.kind == kind; }));
}

std::size_t count_passages(const Source& source, Passage::Kind kind) {
  std::vector<Passage> passages = passages_of(source.lines, markup_of(source.path));
  return static_cast<std::size_t>(
      std::count_if(passages.begin(), passages.end(), [kind](const Passage& passage) { return passage.kind == kind; }));
}

std::size_t count_lines_like(const Source& source, const RE2& pattern) {
  return static_cast<std::size_t>(
      std::count_if(source.lines.begin(), source.lines.end(),
                    [&pattern](const std::string& line) { return RE2::PartialMatch(line, pattern); }));
}

std::size_t count_paragraphs(const Source& source) {
  std::size_t count = 0;
  bool inside = false;
  for (const std::string& line : source.lines) {
    bool text = !trim(line).empty() && !line.starts_with('#');
    count += text && !inside ? 1 : 0;
    inside = text;
  }
  return count;
}

const std::array units = {
    Unit{"row", "rows", &rows_word, count_rows},
    Unit{"column", "columns", &columns_word, count_columns},
    Unit{"function", "functions", &functions_word,
         [](const Source& source) { return count_outline(source, "function"); }},
    Unit{"class", "classes", &classes_word, [](const Source& source) { return count_outline(source, "class"); }},
    Unit{"sentence", "sentences", &sentences_word,
         [](const Source& source) { return count_passages(source, Passage::Kind::sentence); }},
    Unit{"paragraph", "paragraphs", &paragraphs_word, count_paragraphs},
    Unit{"table", "tables", &tables_word,
         [](const Source& source) { return tables_of(source.path, source.lines).size(); }},
    Unit{"open item", "open items", &open_tasks,
         [](const Source& source) { return count_lines_like(source, "^\\s*[-*+] \\[ \\]"_re); }},
    Unit{"finished item", "finished items", &done_tasks,
         [](const Source& source) { return count_lines_like(source, "^\\s*[-*+] \\[[xX]\\]"_re); }},
};

std::string amount_of(std::size_t count, std::string_view singular, std::string_view plural) {
  return fmt::format("{} {}", count, count == 1 ? singular : plural);
}

}  // namespace

std::string enumerated(const std::vector<std::string>& parts) {
  std::string text;
  for (std::size_t i = 0; i < parts.size(); ++i)
    text += (i == 0 ? "" : i + 1 == parts.size() ? " and " : ", ") + parts[i];
  return text;
}

std::vector<std::string> units_in_stats(const std::string& text, const json& stats) {
  std::vector<std::string> parts;
  auto add = [&](const RE2& word, const char* key, const char* singular, const char* plural) {
    if (RE2::PartialMatch(text, word)) parts.push_back(amount_of(stats.value(key, std::size_t{0}), singular, plural));
  };
  add(lines_word, "lines", "line", "lines");
  add(words_word, "words", "word", "words");
  add(characters_word, "characters", "character", "characters");
  add(bytes_word, "bytes", "byte", "bytes");
  if (RE2::PartialMatch(text, headings_word))
    parts.push_back(amount_of(stats.value("headings", json::array()).size(), "heading", "headings"));
  return parts;
}

std::vector<std::string> units_in_text(const std::string& text, const Source& source,
                                       const std::vector<const Extractor*>& kinds) {
  std::vector<std::string> parts;
  for (const Unit& unit : units) {
    if (RE2::PartialMatch(text, *unit.word)) parts.push_back(amount_of(unit.count(source), unit.singular, unit.plural));
  }
  for (const Extractor* kind : kinds) {
    std::vector<Find> finds = kind->find(source.lines);
    std::vector<std::string> distinct;
    for (const Find& find : finds) distinct.push_back(find.text);
    std::sort(distinct.begin(), distinct.end());
    distinct.erase(std::unique(distinct.begin(), distinct.end()), distinct.end());
    std::string part = amount_of(finds.size(), kind->singular, kind->plural);
    if (distinct.size() != finds.size()) part += fmt::format(" ({} different)", distinct.size());
    parts.push_back(part);
  }
  bool tasks = RE2::PartialMatch(text, all_tasks) && !RE2::PartialMatch(text, open_tasks) &&
               !RE2::PartialMatch(text, done_tasks);
  if (tasks) parts.push_back(amount_of(count_passages(source, Passage::Kind::item), "list item", "list items"));
  if (RE2::PartialMatch(text, todos_word) && !tasks) {
    parts.push_back(amount_of(count_lines_like(source, "\\bTODO\\b"_re), "line with TODO", "lines with TODO"));
    parts.push_back(amount_of(count_lines_like(source, "\\bFIXME\\b"_re), "line with FIXME", "lines with FIXME"));
  }
  return parts;
}

std::size_t records_in(const Source& source) {
  if (extension_of(source.path) != "json") return count_rows(source);
  std::string text;
  for (const std::string& line : source.lines) text += line + "\n";
  json value = json::parse(text, nullptr, false);
  return value.is_discarded() ? 0 : value.size();
}

bool names_units(const std::string& text) {
  for (const Pattern* word :
       {&lines_word, &words_word, &characters_word, &bytes_word, &headings_word, &all_tasks, &todos_word}) {
    if (RE2::PartialMatch(text, *word)) return true;
  }
  return std::any_of(units.begin(), units.end(),
                     [&text](const Unit& unit) { return RE2::PartialMatch(text, *unit.word); });
}

}  // namespace hearth::llm::reflex
