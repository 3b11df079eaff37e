// How one text became another, in the form that `diff -u` writes and `patch` reads: hunks of changed lines between
// three unchanged ones. Bounded in time as shared_lines() is. Pure.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace hearth {

struct UnifiedDiff {
  std::string text;         // the hunks, without the two lines that name the files; empty for equal texts
  std::size_t added = 0;    // lines
  std::size_t removed = 0;  // lines
};

UnifiedDiff unified_diff(std::string_view before, std::string_view after);

}  // namespace hearth
