#include "llm/reflex/file_kinds.h"

#include <array>

namespace hearth::llm::reflex {

namespace {

struct Row {
  std::string_view words;  // separated and surrounded by spaces
  std::string_view name;
  std::string_view glob;
};

constexpr auto rows = std::to_array<Row>({
    {" c++ cpp ", "C++ files", "*.{cpp,cc,cxx,h,hpp}"},
    {" c ", "C files", "*.{c,h}"},
    {" code source sources script scripts program programs ", "source code files",
     "*.{c,cc,cpp,cs,cxx,go,h,hpp,java,js,jsx,kt,lua,php,py,rb,rs,sh,swift,ts,tsx}"},
    {" config configuration configs settings ", "configuration files", "*.{cfg,conf,ini,json,toml,yaml,yml}"},
    {" css stylesheet stylesheets ", "style sheets", "*.css"},
    {" csv spreadsheet spreadsheets ", "CSV files", "*.csv"},
    {" go golang ", "Go files", "*.go"},
    {" html web ", "HTML files", "*.{htm,html}"},
    {" image images picture pictures photo photos ", "image files", "*.{bmp,gif,jpeg,jpg,png,svg,webp}"},
    {" ini ", "INI files", "*.ini"},
    {" java ", "Java files", "*.java"},
    {" javascript js ", "JavaScript files", "*.{js,jsx,mjs}"},
    {" json ", "JSON files", "*.json"},
    {" log logs logfile logfiles ", "log files", "*.log"},
    {" markdown md ", "Markdown files", "*.{md,markdown}"},
    {" pdf pdfs ", "PDF files", "*.pdf"},
    {" python py ", "Python files", "*.py"},
    {" rust ", "Rust files", "*.rs"},
    {" shell bash sh ", "shell scripts", "*.{bash,sh}"},
    {" sql ", "SQL files", "*.sql"},
    {" toml ", "TOML files", "*.toml"},
    {" txt plain-text textfiles ", "text files", "*.txt"},
    {" text plaintext ", "text files", "*.txt"},
    {" typescript ts ", "TypeScript files", "*.{ts,tsx}"},
    {" xml ", "XML files", "*.xml"},
    {" yaml yml ", "YAML files", "*.{yaml,yml}"},
});

}  // namespace

std::optional<FileKind> file_kind(std::string_view word) {
  std::string padded = " " + std::string(word) + " ";
  for (const Row& row : rows) {
    if (row.words.find(padded) != std::string_view::npos)
      return FileKind{{std::string(row.glob)}, std::string(row.name)};
  }
  return std::nullopt;
}

}  // namespace hearth::llm::reflex
