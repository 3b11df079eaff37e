#include "cli/snippet.h"

#include <algorithm>

#include "base/utf8.h"

namespace hearth::cli {

namespace {

constexpr std::string_view open_mark = "\u2068";
constexpr std::string_view close_mark = "\u2069";

std::string plain(std::string_view text) {
  std::string line(text);
  std::replace_if(
      line.begin(), line.end(), [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
  return escape_for_display(line);
}

}  // namespace

std::string render_snippet(std::string_view snippet, const Style& style) {
  std::string out;
  for (;;) {
    std::size_t open = snippet.find(open_mark);
    std::size_t close = snippet.find(close_mark, open == std::string_view::npos ? 0 : open);
    if (open == std::string_view::npos || close == std::string_view::npos) return out + plain(snippet);
    out += plain(snippet.substr(0, open));
    out += style.bold(plain(snippet.substr(open + open_mark.size(), close - open - open_mark.size())));
    snippet.remove_prefix(close + close_mark.size());
  }
}

}  // namespace hearth::cli
