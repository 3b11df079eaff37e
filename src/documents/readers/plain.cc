// Plain text: paragraphs are what empty lines divide.
#include <string>

#include "documents/readers/lines.h"
#include "documents/readers/readers.h"

namespace hearth::documents {

void read_plain(std::string_view text, Builder& out) {
  out.layout(Unit::none, Counted::lines);
  std::string paragraph;
  Range lines;
  int number = 0;
  auto flush = [&] {
    if (lines.first > 0) out.text(paragraph, lines);
    paragraph.clear();
    lines = {};
  };
  for (std::string_view line : split_lines(text)) {
    ++number;
    std::string_view content = trimmed(line);
    if (content.empty()) {
      flush();
      continue;
    }
    if (lines.first == 0) {
      lines.first = number;
    } else {
      paragraph += '\n';
    }
    paragraph += content;
    lines.last = number;
  }
  flush();
}

}  // namespace hearth::documents
