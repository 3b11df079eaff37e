#include "llm/reflex/text/outline.h"

#include <algorithm>
#include <array>

#include "llm/reflex/language/pattern.h"
#include "llm/reflex/language/words.h"
#include "llm/reflex/text/sentences.h"

namespace hearth::llm::reflex {

namespace {

constexpr auto code_extensions = std::to_array<std::string_view>(
    {".bash", ".c",   ".cc",  ".cpp", ".cs", ".cxx", ".go", ".h",  ".hpp",   ".java", ".js", ".jsx",
     ".kt",   ".lua", ".mjs", ".php", ".py", ".rb",  ".rs", ".sh", ".swift", ".ts",   ".tsx"});

const Pattern class_line(
    "^\\s*(?:export |public |private |protected |static |final |abstract |default |pub |data |sealed )*"
    "(?:class|struct|interface|enum(?: class)?|trait|impl|union|object|module|namespace)\\s+[\\w:<>]+[^;]*$");
const Pattern python_function("^\\s*(?:async )?def \\w+\\s*\\(");
const Pattern script_function(
    "^\\s*(?:export |default |async |local |pub(?:\\(\\w+\\))? |public |private |protected |static |open |override "
    "|suspend |unsafe |const )*"
    "(?:function\\*?|fn|func|fun|def|sub)\\s+(?:\\([^)]*\\)\\s*)?[\\w.:]+[!?]?\\s*[(<\\[]?");
const Pattern arrow_function(
    "^\\s*(?:export )?(?:const|let|var)\\s+\\w+\\s*=\\s*(?:async\\s*)?(?:\\([^)]*\\)|\\w+)\\s*=>");
const Pattern shell_function("^\\s*(?:function\\s+)?\\w+\\s*\\(\\)\\s*\\{");
// A definition in a language of the C family begins in a line with a type, a name and parameters and ends in "{".
const Pattern c_function(
    "^[ ]{0,4}(?:[\\w:<>,*&~\\[\\]]+\\s+)+[*&]?[\\w:~]+\\s*\\([^;]*(?:\\)\\s*(?:const|noexcept|override|final|throws "
    "[\\w, ]+)*\\s*\\{?|,)\\s*$");
const Pattern not_a_function(
    "^\\s*(?:return|if|else|for|while|switch|case|throw|new|delete|using|typedef|co_return|await|goto|do)\\b");

bool has_extension(std::string_view path, std::initializer_list<std::string_view> extensions) {
  std::string folded = fold(path);
  return std::any_of(extensions.begin(), extensions.end(),
                     [&folded](std::string_view end) { return folded.ends_with(end); });
}

bool is_function(std::string_view path, const std::string& line) {
  if (has_extension(path, {".py"})) return RE2::PartialMatch(line, python_function);
  if (has_extension(path, {".sh", ".bash"})) return RE2::PartialMatch(line, shell_function);
  if (has_extension(path, {".js", ".jsx", ".mjs", ".ts", ".tsx"})) {
    return RE2::PartialMatch(line, script_function) || RE2::PartialMatch(line, arrow_function);
  }
  if (has_extension(path, {".go", ".rs", ".rb", ".kt", ".swift", ".lua", ".php"}))
    return RE2::PartialMatch(line, script_function);
  return RE2::PartialMatch(line, c_function) && !RE2::PartialMatch(line, not_a_function);
}

std::string declaration(std::string_view line) {
  line = trim(line);
  while (!line.empty() && (line.back() == '{' || line.back() == ':' || is_space(line.back()))) line.remove_suffix(1);
  return std::string(line);
}

std::vector<OutlineEntry> headings(const std::vector<std::string>& lines) {
  std::vector<OutlineEntry> entries;
  for (const Passage& passage : passages_of(lines, Markup::markdown)) {
    if (passage.kind == Passage::Kind::heading)
      entries.push_back({passage.line, passage.level, passage.text, "heading"});
  }
  return entries;
}

// The sections of an INI or TOML file: "[mail]".
std::vector<OutlineEntry> settings_sections(const std::vector<std::string>& lines) {
  std::vector<OutlineEntry> entries;
  std::string name;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (RE2::FullMatch(lines[i], "\\s*\\[+([^\\[\\]]+)\\]+\\s*"_re, &name))
      entries.push_back({i + 1, 1, name, "heading"});
  }
  return entries;
}

std::string comment_text(std::string_view line, std::string_view mark) {
  std::size_t at = line.find(mark);
  if (at == std::string_view::npos || !trim(line.substr(0, at)).empty()) return {};
  return std::string(trim(line.substr(at + mark.size())));
}

// The text of a line inside """…""" or /* … */, without the marks.
std::string inside_block(std::string_view line) {
  line = trim(line);
  for (std::string_view mark : {"\"\"\"", "'''", "/**", "/*"}) {
    if (line.starts_with(mark)) line.remove_prefix(mark.size());
  }
  for (std::string_view mark : {"\"\"\"", "'''", "*/"}) {
    if (line.ends_with(mark)) line.remove_suffix(mark.size());
  }
  line = trim(line);
  if (line.starts_with("* ")) line.remove_prefix(2);
  return std::string(trim(line));
}

std::size_t occurrences(std::string_view text, std::string_view part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != std::string_view::npos; at = text.find(part, at + part.size())) ++count;
  return count;
}

}  // namespace

bool is_source_code(std::string_view path) {
  std::string folded = fold(path);
  return std::any_of(code_extensions.begin(), code_extensions.end(),
                     [&folded](std::string_view end) { return folded.ends_with(end); });
}

std::vector<OutlineEntry> outline_of(std::string_view path, const std::vector<std::string>& lines) {
  if (has_extension(path, {".ini", ".toml", ".cfg", ".conf"})) return settings_sections(lines);
  if (!is_source_code(path)) return headings(lines);
  std::vector<OutlineEntry> entries;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    std::string_view text = trim(lines[i]);
    if (text.empty() || text.starts_with("//") || text.starts_with('#') || text.starts_with('*')) continue;
    std::size_t level = lines[i].find_first_not_of(" \t") > 0 ? 2 : 1;
    if (RE2::PartialMatch(lines[i], class_line)) {
      entries.push_back({i + 1, level, declaration(text), "class"});
    } else if (is_function(path, lines[i])) {
      entries.push_back({i + 1, level, declaration(text), "function"});
    }
  }
  return entries;
}

std::vector<std::string> prose_of_code(std::string_view path, const std::vector<std::string>& lines) {
  std::vector<std::string> prose(lines.size());
  bool hash = has_extension(path, {".py", ".sh", ".bash", ".rb"});
  bool in_block = false;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    std::string_view text = trim(lines[i]);
    std::size_t marks = hash ? occurrences(text, "\"\"\"") : occurrences(text, "/*") + occurrences(text, "*/");
    bool opens = !in_block && (text.starts_with("\"\"\"") || text.starts_with("/*"));
    if (in_block || opens) {
      prose[i] = inside_block(text);
      if (marks % 2 == 1) in_block = !in_block;
    } else if (!text.starts_with("#!")) {
      prose[i] = comment_text(lines[i], hash ? "#" : "//");
    }
  }
  return prose;
}

}  // namespace hearth::llm::reflex
