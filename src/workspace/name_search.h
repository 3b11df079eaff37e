// Files and folders of a workspace by a piece of their name, for a list that follows what somebody types. Hidden
// folders, what programs make and what .gitignore names are passed over, and nothing is recorded. Any thread.
#pragma once

#include <cstddef>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "workspace/walk.h"

namespace hearth::workspace {

struct NameSearch {
  std::string_view words;  // upper and lower case are the same; empty: every name
  std::size_t limit = 50;
  std::size_t max_entries = 50'000;
};

struct FoundNames {
  std::vector<WalkEntry>
      entries;           // best first: the name begins so, holds it, the path holds it, or its letters in order
  bool cut_off = false;  // there may be more
};

// `directory` is a descriptor of the workspace. Throws Cancelled.
FoundNames find_names(int directory, const NameSearch& search, const std::stop_token& stop);

}  // namespace hearth::workspace
