// What a crash or a shutdown left behind: file changes whose outcome was not recorded, and runs that did not end.
#pragma once

#include <vector>

#include "store/runs.h"

namespace hearth::agent {

// Called once, before the first run starts. Settles every unsettled file change by looking at the file's content, and
// decides for each open run: those whose next step is known are returned, to be taken up; the others are marked
// interrupted with the reason. Throws only what the database throws.
std::vector<store::Run> recover(store::Store& store);

}  // namespace hearth::agent
