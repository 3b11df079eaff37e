#include "llm/reflex/text/diff.h"

#include <algorithm>
#include <span>

namespace hearth::llm::reflex {

namespace {

using Lines = std::span<const std::string>;
using Index = std::ptrdiff_t;

constexpr Index most_edits = 2000;

struct Same {
  std::vector<bool> before;  // lines that both texts have
  std::vector<bool> after;
};

// Walks the stored furthest points back from the end and marks the lines on diagonals.
void trace(const std::vector<std::vector<Index>>& fronts, Index edits, Index x, Index y, Same& same) {
  for (Index d = edits; d >= 0; --d) {
    const std::vector<Index>& front = fronts[static_cast<std::size_t>(d)];
    auto reached = [&front, d](Index k) {
      return k < -d || k > d ? Index{-1} : front[static_cast<std::size_t>(k + d)];
    };
    Index k = x - y;
    bool down = d > 0 && (k == -d || (k != d && reached(k - 1) < reached(k + 1)));
    Index previous = down ? k + 1 : k - 1;
    Index start_x = d == 0 ? 0 : (down ? reached(previous) : reached(previous) + 1);
    Index start_y = start_x - k;
    while (x > start_x && y > start_y) {
      same.before[static_cast<std::size_t>(--x)] = true;
      same.after[static_cast<std::size_t>(--y)] = true;
    }
    if (d == 0) break;
    x = reached(previous);
    y = x - previous;
  }
}

Same common_lines(Lines before, Lines after) {
  Same same{std::vector<bool>(before.size()), std::vector<bool>(after.size())};
  Index n = static_cast<Index>(before.size()), m = static_cast<Index>(after.size());
  std::vector<std::vector<Index>> fronts;  // fronts[d][k + d]: the furthest x on diagonal k before step d
  std::vector<Index> furthest(static_cast<std::size_t>(2 * std::min(n + m, most_edits) + 3), 0);
  Index middle = static_cast<Index>(furthest.size()) / 2;
  auto at = [&furthest, middle](Index k) -> Index& { return furthest[static_cast<std::size_t>(middle + k)]; };
  for (Index d = 0; d <= std::min(n + m, most_edits); ++d) {
    fronts.emplace_back(furthest.begin() + middle - d, furthest.begin() + middle + d + 1);
    for (Index k = -d; k <= d; k += 2) {
      bool down = k == -d || (k != d && at(k - 1) < at(k + 1));
      Index x = d == 0 ? 0 : (down ? at(k + 1) : at(k - 1) + 1);
      Index y = x - k;
      while (x < n && y < m && before[static_cast<std::size_t>(x)] == after[static_cast<std::size_t>(y)]) ++x, ++y;
      at(k) = x;
      if (x < n || y < m) continue;
      trace(fronts, d, n, m, same);
      return same;
    }
  }
  return same;
}

}  // namespace

std::vector<Change> changes_between(const std::vector<std::string>& before, const std::vector<std::string>& after) {
  std::size_t head = 0, tail = 0;
  std::size_t shorter = std::min(before.size(), after.size());
  while (head < shorter && before[head] == after[head]) ++head;
  while (tail < shorter - head && before[before.size() - 1 - tail] == after[after.size() - 1 - tail]) ++tail;
  Lines old_middle = Lines(before).subspan(head, before.size() - head - tail);
  Lines new_middle = Lines(after).subspan(head, after.size() - head - tail);
  Same same = common_lines(old_middle, new_middle);
  std::vector<Change> changes;
  std::size_t i = 0, j = 0;
  while (i < old_middle.size() || j < new_middle.size()) {
    bool removed = i < old_middle.size() && !same.before[i], added = j < new_middle.size() && !same.after[j];
    if (removed && added) {
      changes.push_back({Change::Kind::changed, head + ++i, head + ++j});
    } else if (removed) {
      changes.push_back({Change::Kind::removed, head + ++i, 0});
    } else if (added) {
      changes.push_back({Change::Kind::added, 0, head + ++j});
    } else {
      ++i;
      ++j;
    }
  }
  return changes;
}

}  // namespace hearth::llm::reflex
