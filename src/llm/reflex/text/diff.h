// What changed between two texts, line by line, as it is told to a person. Pure.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace hearth::llm::reflex {

struct Change {
  enum class Kind { removed, added, changed };
  Kind kind = Kind::changed;
  std::size_t old_line = 0;  // 1-based; 0 for added
  std::size_t new_line = 0;  // 1-based; 0 for removed
};

// In the order of the texts. A removed line that stands against an added one is a changed line.
std::vector<Change> changes_between(const std::vector<std::string>& before, const std::vector<std::string>& after);

}  // namespace hearth::llm::reflex
