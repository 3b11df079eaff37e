#include "base/shared_lines.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <unordered_map>

namespace hearth {

namespace {

using Index = std::int32_t;
// Equal lines have equal numbers: comparing them is what takes the time.
using Numbers = std::span<const Index>;

constexpr Index most_edits = 2000;
constexpr std::size_t most_steps = 20'000'000;

class LineNumbers {
 public:
  std::vector<Index> of(std::span<const std::string_view> lines) {
    std::vector<Index> numbers;
    numbers.reserve(lines.size());
    for (std::string_view line : lines) {
      numbers.push_back(known_.emplace(line, static_cast<Index>(known_.size())).first->second);
    }
    return numbers;
  }

 private:
  std::unordered_map<std::string_view, Index> known_;
};

// The part of both texts between their shared first and last lines.
struct Middle {
  Numbers before, after;
  std::size_t begin;
  SharedLines& shared;

  void mark(Index x, Index y) const {
    shared.before[begin + static_cast<std::size_t>(x)] = true;
    shared.after[begin + static_cast<std::size_t>(y)] = true;
  }
};

// Walks the stored furthest points back from the end and marks the lines on diagonals.
void trace(const std::vector<std::vector<Index>>& fronts, const Middle& middle) {
  Index x = static_cast<Index>(middle.before.size()), y = static_cast<Index>(middle.after.size());
  for (Index d = static_cast<Index>(fronts.size()) - 1; d >= 0; --d) {
    const std::vector<Index>& front = fronts[static_cast<std::size_t>(d)];
    auto reached = [&front, d](Index k) {
      return k < -d || k > d ? Index{-1} : front[static_cast<std::size_t>(k + d)];
    };
    Index k = x - y;
    bool down = d > 0 && (k == -d || (k != d && reached(k - 1) < reached(k + 1)));
    Index previous = down ? k + 1 : k - 1;
    Index start_x = d == 0 ? 0 : (down ? reached(previous) : reached(previous) + 1);
    Index start_y = start_x - k;
    while (x > start_x && y > start_y) middle.mark(--x, --y);
    if (d == 0) break;
    x = reached(previous);
    y = x - previous;
  }
}

void mark_shared(const Middle& middle) {
  Index n = static_cast<Index>(middle.before.size()), m = static_cast<Index>(middle.after.size());
  Index last = static_cast<Index>(std::min<std::size_t>(middle.before.size() + middle.after.size(), most_edits));
  std::size_t steps = 0;
  std::vector<std::vector<Index>> fronts;  // fronts[d][k + d]: the furthest x on diagonal k before step d
  std::vector<Index> furthest(static_cast<std::size_t>(2 * last + 3), 0);
  auto at = [&furthest, last](Index k) -> Index& { return furthest[static_cast<std::size_t>(last + 1 + k)]; };
  for (Index d = 0; d <= last && steps < most_steps; ++d) {
    fronts.emplace_back(&at(-d), &at(d) + 1);
    for (Index k = -d; k <= d; k += 2) {
      bool down = k == -d || (k != d && at(k - 1) < at(k + 1));
      Index x = d == 0 ? 0 : (down ? at(k + 1) : at(k - 1) + 1);
      Index y = x - k, start = x;
      while (x < n && y < m && middle.before[static_cast<std::size_t>(x)] == middle.after[static_cast<std::size_t>(y)])
        ++x, ++y;
      at(k) = x;
      steps += static_cast<std::size_t>(x - start) + 1;
      if (x >= n && y >= m) return trace(fronts, middle);
    }
  }
}

}  // namespace

SharedLines shared_lines(std::span<const std::string_view> before, std::span<const std::string_view> after) {
  LineNumbers numbers;
  std::vector<Index> old_lines = numbers.of(before), new_lines = numbers.of(after);
  std::size_t shorter = std::min(before.size(), after.size()), head = 0, tail = 0;
  while (head < shorter && old_lines[head] == new_lines[head]) ++head;
  while (tail < shorter - head && *(old_lines.rbegin() + static_cast<std::ptrdiff_t>(tail)) ==
                                      *(new_lines.rbegin() + static_cast<std::ptrdiff_t>(tail)))
    ++tail;
  SharedLines shared{std::vector<bool>(before.size(), true), std::vector<bool>(after.size(), true)};
  std::size_t old_size = before.size() - head - tail, new_size = after.size() - head - tail;
  std::fill_n(shared.before.begin() + static_cast<std::ptrdiff_t>(head), old_size, false);
  std::fill_n(shared.after.begin() + static_cast<std::ptrdiff_t>(head), new_size, false);
  mark_shared({Numbers(old_lines).subspan(head, old_size), Numbers(new_lines).subspan(head, new_size), head, shared});
  return shared;
}

}  // namespace hearth
