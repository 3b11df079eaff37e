// Which lines two texts share, in the same order: as many as there can be. E. W. Myers, "An O(ND) Difference
// Algorithm and Its Variations", Algorithmica 1 (1986), the greedy form. Bounded in time and memory: of texts that
// differ too much only the first and the last lines are found to be shared, which is true, if not all. Pure.
#pragma once

#include <span>
#include <string_view>
#include <vector>

namespace hearth {

struct SharedLines {
  std::vector<bool> before;  // of each line, whether the other text has it, too
  std::vector<bool> after;
};

SharedLines shared_lines(std::span<const std::string_view> before, std::span<const std::string_view> after);

}  // namespace hearth
