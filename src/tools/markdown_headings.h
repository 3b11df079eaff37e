// The headings of a Markdown text: "# …" and underlined ones, outside of code fences. Pure; any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace hearth::tools {

struct Heading {
  int level = 1;
  std::string text;
  std::size_t line = 0;  // 1-based
};

std::vector<Heading> markdown_headings(std::string_view text);

}  // namespace hearth::tools
