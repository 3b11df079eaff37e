// What bubblewrap's messages mean for the user, and what helps. Pure; any thread.
#pragma once

#include <string_view>

#include "base/error.h"

namespace hearth::sandbox {

// The Error for a box that bwrap could not make, from what bwrap wrote: unavailable with the remedy where the machine
// does not allow it, internal with bwrap's own words where the reason is not known.
Error bwrap_failure(std::string_view written);

}  // namespace hearth::sandbox
