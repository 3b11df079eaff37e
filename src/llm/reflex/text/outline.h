// The skeleton of a file: Markdown headings with their lines; functions, classes and types of source code. Line by line
// with patterns, like ctags' regex parsers: no grammar of any language is known. Pure.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace hearth::llm::reflex {

struct OutlineEntry {
  std::size_t line = 0;
  std::size_t level = 1;
  std::string text;  // heading: its text; code: the line that declares it
  std::string kind;  // "heading", "function", "class"
};

bool is_source_code(std::string_view path);
std::vector<OutlineEntry> outline_of(std::string_view path, const std::vector<std::string>& lines);
// The lines with everything but comments and documentation strings blanked, so that line numbers stay.
std::vector<std::string> prose_of_code(std::string_view path, const std::vector<std::string>& lines);

}  // namespace hearth::llm::reflex
