#include "search/merge_choice.h"

#include <algorithm>
#include <array>
#include <bit>
#include <utility>

namespace hearth::search {

namespace {

constexpr std::size_t many = 8;                         // so many of about one size become one
constexpr std::size_t full = segment_capacity * 3 / 4;  // not merged any more
constexpr std::size_t large = segment_capacity / many;  // of these, as many as fit

std::size_t level_of(std::size_t live) {
  return live >= large ? 6 : (static_cast<std::size_t>(std::bit_width(live)) - 1) / 3;
}

// The smallest first, as many as fit one segment.
std::vector<Part> fitting(std::vector<Part> parts) {
  std::sort(parts.begin(), parts.end(), [](const Part& a, const Part& b) { return a.live() < b.live(); });
  std::size_t records = 0, count = 0;
  while (count < parts.size() && records + parts[count].live() <= segment_capacity) records += parts[count++].live();
  parts.resize(count);
  return parts;
}

std::size_t live_of(const std::vector<Part>& parts) {
  std::size_t live = 0;
  for (const Part& part : parts) live += part.live();
  return live;
}

}  // namespace

std::vector<Part> choose_merge(const std::vector<Part>& parts) {
  std::array<std::vector<Part>, 7> levels;
  for (const Part& part : parts) {
    if (part.live() == 0) continue;
    if (part.erased && part.erased->count * 3 > part.segment->records() && part.segment->records() >= 64) return {part};
    if (part.live() < full) levels[level_of(part.live())].push_back(part);
  }
  for (std::size_t level = 0; level < levels.size(); ++level) {
    std::vector<Part> chosen = fitting(levels[level]);
    const bool enough = level == 6 ? live_of(chosen) >= full : chosen.size() >= many;
    if (enough && chosen.size() >= 2) return chosen;
  }
  return {};
}

std::vector<std::vector<Part>> groups_in_memory(const std::vector<Part>& parts) {
  std::vector<std::vector<Part>> groups;
  std::vector<Part> left;
  std::copy_if(parts.begin(), parts.end(), std::back_inserter(left), [](const Part& part) { return part.file == 0; });
  while (!left.empty()) {
    std::vector<Part> group = fitting(left);
    std::erase_if(left, [&](const Part& part) {
      return std::any_of(group.begin(), group.end(), [&](const Part& g) { return g.segment == part.segment; });
    });
    if (group.size() > 1) groups.push_back(std::move(group));
  }
  return groups;
}

}  // namespace hearth::search
