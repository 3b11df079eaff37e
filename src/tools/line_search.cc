#include "tools/line_search.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>

#include "base/error.h"
#include "base/stop.h"

namespace hearth::tools {

namespace {

constexpr std::int64_t most_memory = 8 << 20;
// Between looks at the stop token. Even RE2's slowest engine does this much in some 30 ms.
constexpr std::size_t chunk_bytes = 256 * 1024;

RE2::Options re2_options(const LineSearch::Options& options) {
  RE2::Options chosen;
  chosen.set_log_errors(false);
  chosen.set_max_mem(most_memory);
  chosen.set_literal(options.literal);
  chosen.set_case_sensitive(!options.ignore_case);
  // A match never spans lines: \s and [^a] leave the newline alone.
  chosen.set_never_nl(true);
  return chosen;
}

std::size_t end_of_line(std::string_view text, std::size_t from) {
  return std::min(text.find('\n', from), text.size());
}

// A stretch of whole lines.
struct Chunk {
  std::string_view text;
  std::size_t first_line = 1;
};

// Reports the matching lines and returns the number of the line after the chunk.
std::size_t search_chunk(const RE2& pattern, const Chunk& chunk, const std::function<void(const LineMatch&)>& each) {
  std::string_view text = chunk.text;
  std::size_t line = chunk.first_line;
  std::size_t counted_to = 0;
  auto count_to = [&](std::size_t offset) {
    auto begin = text.begin() + static_cast<std::ptrdiff_t>(counted_to);
    line += static_cast<std::size_t>(std::count(begin, text.begin() + static_cast<std::ptrdiff_t>(offset), '\n'));
    counted_to = offset;
  };
  std::size_t position = 0;
  re2::StringPiece found;
  while (position < text.size() &&
         pattern.Match({text.data(), text.size()}, position, text.size(), RE2::UNANCHORED, &found, 1)) {
    auto at = static_cast<std::size_t>(found.data() - text.data());
    // An empty match behind the last newline is in no line.
    if (at == text.size() && text.back() == '\n') break;
    std::size_t newline = at == 0 ? std::string_view::npos : text.rfind('\n', at - 1);
    std::size_t begin = newline == std::string_view::npos ? 0 : newline + 1;
    std::size_t end = end_of_line(text, at);
    count_to(begin);
    std::string_view matched = text.substr(begin, end - begin);
    if (!matched.empty() && matched.back() == '\r') matched.remove_suffix(1);
    each({line, at - begin + 1, matched});
    position = end + 1;
  }
  count_to(text.size());
  return line;
}

}  // namespace

// (?m): ^ and $ are the ends of lines.
LineSearch::LineSearch(const std::string& pattern, const Options& options)
    : pattern_(options.literal ? pattern : "(?m)" + pattern, re2_options(options)) {
  if (pattern_.ok()) return;
  throw Error(
      Code::invalid_argument,
      fmt::format("reading the pattern: {}: correct it, or set \"literal\" to true to search for it as plain text",
                  pattern_.error()));
}

void LineSearch::search(std::string_view text, const std::function<void(const LineMatch&)>& each,
                        const std::stop_token& stop) const {
  std::size_t line = 1;
  while (!text.empty()) {
    throw_if_stopped(stop);
    std::size_t size =
        text.size() <= chunk_bytes ? text.size() : std::min(end_of_line(text, chunk_bytes) + 1, text.size());
    line = search_chunk(pattern_, {text.substr(0, size), line}, each);
    text.remove_prefix(size);
  }
}

}  // namespace hearth::tools
