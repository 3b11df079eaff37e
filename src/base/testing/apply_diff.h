// For tests only: makes the text after a change from the one before it and the unified diff between them, as `patch`
// would, by the line numbers alone. Nothing if the diff does not fit the text.
#pragma once

#include <cstdio>
#include <optional>
#include <string>
#include <string_view>

namespace hearth {

inline std::string_view take_line(std::string_view& text) {
  std::size_t end = text.find('\n');
  end = end == std::string_view::npos ? text.size() : end + 1;
  std::string_view line = text.substr(0, end);
  text.remove_prefix(end);
  return line;
}

inline std::optional<std::string> apply_diff(std::string_view before, std::string_view diff) {
  constexpr std::string_view unended = "\\ No newline at end of file\n";
  std::string after;
  std::size_t next = 1;  // the line of `before` that comes next
  while (!diff.empty()) {
    std::string head(take_line(diff));
    std::size_t first = 0, count = 1;
    if (std::sscanf(head.c_str(), "@@ -%zu,%zu +", &first, &count) < 1) return std::nullopt;
    if (count == 0) ++first;
    for (; next < first && !before.empty(); ++next) after += take_line(before);
    if (next != first) return std::nullopt;
    while (!diff.empty() && diff.substr(0, 3) != "@@ ") {
      std::string line(take_line(diff));
      if (diff.substr(0, unended.size()) == unended) {
        line.pop_back();
        diff.remove_prefix(unended.size());
      }
      char sign = line.front();
      line.erase(0, 1);
      if (sign != '+') {
        if (take_line(before) != line) return std::nullopt;
        ++next;
      }
      if (sign != '-') after += line;
    }
  }
  return after.append(before);
}

}  // namespace hearth
