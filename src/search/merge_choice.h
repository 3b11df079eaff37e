// Which segments to merge next: equals with equals, so that each record is rewritten only a few times. Any thread.
#pragma once

#include <vector>

#include "search/merge.h"

namespace hearth::search {

// Nothing if all is well as it is.
std::vector<Part> choose_merge(const std::vector<Part>& parts);
// Those without a file, in groups that each fit one segment; what is alone and whole stays as it is.
std::vector<std::vector<Part>> groups_in_memory(const std::vector<Part>& parts);

}  // namespace hearth::search
