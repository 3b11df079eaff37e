// Cuts a document into passages that can be cited: sentences of paragraphs, list items, table rows, headings. A passage
// knows its lines and the heading it stands under. Hard-wrapped lines are joined; short lines stand alone. Pure.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace hearth::llm::reflex {

struct Passage {
  enum class Kind { heading, sentence, item, row, table_header, code };
  Kind kind = Kind::sentence;
  std::string text;  // verbatim, but for the line breaks inside it
  std::size_t line = 0;
  std::size_t level = 0;             // heading: 1 to 6
  std::ptrdiff_t heading = -1;       // index of the heading it stands under
  std::ptrdiff_t table_header = -1;  // row: index of the table's first row
};

enum class Markup {
  markdown,
  plain,
  comments,  // of source code: lines are not joined, a comment mark stands between them
  code,
};
Markup markup_of(std::string_view path);

std::vector<Passage> passages_of(const std::vector<std::string>& lines, Markup markup);

}  // namespace hearth::llm::reflex
