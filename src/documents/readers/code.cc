// Source code, without a parser per language: what begins at the left margin begins something new, and the first line
// of a function, class or section names it.
#include <algorithm>
#include <array>
#include <string>

#include "documents/readers/lines.h"
#include "documents/readers/readers.h"

namespace hearth::documents {

namespace {

constexpr std::array<std::string_view, 31> definition_words = {
    "abstract", "async",     "class",          "const fn", "CREATE", "create",  "def",       "defmodule",
    "enum",     "export",    "final",          "fn",       "fun",    "func",    "function",  "impl",
    "inline",   "interface", "local function", "module",   "object", "private", "procedure", "protected",
    "pub",      "public",    "sealed",         "static",   "struct", "trait",   "type",
};

bool starts_with_word(std::string_view line, std::string_view word) {
  return line.starts_with(word) && line.size() > word.size() && (line[word.size()] == ' ' || line[word.size()] == '(');
}

bool is_comment(std::string_view line) {
  constexpr std::array<std::string_view, 8> marks = {"//", "/*", "*", "#", "--", ";", "%", "\"\"\""};
  return std::ranges::any_of(marks, [&](std::string_view mark) { return line.starts_with(mark); });
}

// `int sum(int a, int b) {`: a name, a bracket, and no end of a statement.
bool looks_like_c_function(std::string_view line) {
  std::size_t bracket = line.find('(');
  if (bracket == std::string_view::npos || bracket == 0) return false;
  std::string_view before = line.substr(0, bracket);
  bool named = before.find(' ') != std::string_view::npos && before.find_first_of("=;\"'") == std::string_view::npos;
  return named && line.back() != ';' && !before.starts_with("return ");
}

bool is_definition(std::string_view line) {
  if (line.empty() || is_comment(line)) return false;
  return looks_like_c_function(line) ||
         std::ranges::any_of(definition_words, [&](std::string_view word) { return starts_with_word(line, word); });
}

// What follows a definition at the margin and still belongs to it: "}", ")", "else", "end".
bool closes(std::string_view line) {
  return line.find_first_not_of("})];,") == std::string_view::npos || line.front() == '}' || line.front() == ')' ||
         line == "end" || line.starts_with("else") || line.starts_with("{");
}

class CodeReader {
 public:
  CodeReader(std::string_view text, Builder& out) : lines_(split_lines(text)), out_(out) {}

  void read() {
    out_.layout(Unit::none, Counted::lines);
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      std::string_view line = lines_[i];
      bool at_margin = !line.empty() && line.front() != ' ' && line.front() != '\t' && !closes(line);
      bool starts = at_margin && (is_definition(line) || (i > 0 && trimmed(lines_[i - 1]).empty()));
      if (starts && i > begin_) flush(start_of_comment(i));
    }
    flush(lines_.size());
  }

 private:
  // The comment, attributes and decorators right above belong to what they stand above.
  std::size_t start_of_comment(std::size_t line) const {
    std::size_t start = line;
    while (start > begin_ && (is_comment(lines_[start - 1]) || lines_[start - 1].starts_with("@") ||
                              lines_[start - 1].starts_with("template"))) {
      --start;
    }
    return start;
  }

  void flush(std::size_t end) {
    std::size_t first = begin_;
    begin_ = end;
    while (first < end && trimmed(lines_[first]).empty()) ++first;
    std::size_t last = end;
    while (last > first && trimmed(lines_[last - 1]).empty()) --last;
    if (first == last) return;
    Range range{static_cast<int>(first) + 1, static_cast<int>(last)};
    std::string text;
    std::string_view name;
    for (std::size_t i = first; i < last; ++i) {
      if (i > first) text += '\n';
      text += lines_[i];
      if (name.empty() && is_definition(lines_[i])) name = lines_[i];
    }
    if (!name.empty()) out_.heading(1, trimmed(name.substr(0, name.find('{'))), {range.first, range.first});
    if (name.empty() && named_) out_.heading(1, "(top level)", {range.first, range.first});
    named_ = !name.empty();
    out_.code(text, range);
  }

  std::vector<std::string_view> lines_;
  Builder& out_;
  std::size_t begin_ = 0;
  bool named_ = false;
};

}  // namespace

void read_code(std::string_view text, Builder& out) {
  CodeReader(text, out).read();
}

}  // namespace hearth::documents
