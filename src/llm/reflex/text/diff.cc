#include "llm/reflex/text/diff.h"

#include <string_view>

#include "base/shared_lines.h"

namespace hearth::llm::reflex {

std::vector<Change> changes_between(const std::vector<std::string>& before, const std::vector<std::string>& after) {
  using Lines = std::vector<std::string_view>;
  SharedLines shared = shared_lines(Lines(before.begin(), before.end()), Lines(after.begin(), after.end()));
  std::vector<Change> changes;
  std::size_t i = 0, j = 0;
  while (i < before.size() || j < after.size()) {
    bool removed = i < before.size() && !shared.before[i], added = j < after.size() && !shared.after[j];
    if (removed && added) {
      changes.push_back({Change::Kind::changed, ++i, ++j});
    } else if (removed) {
      changes.push_back({Change::Kind::removed, ++i, 0});
    } else if (added) {
      changes.push_back({Change::Kind::added, 0, ++j});
    } else {
      ++i;
      ++j;
    }
  }
  return changes;
}

}  // namespace hearth::llm::reflex
