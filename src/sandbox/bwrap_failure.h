// What bubblewrap's messages mean for the user, and what helps. Pure; any thread.
#pragma once

#include <string>
#include <string_view>

#include "base/error.h"

namespace hearth::sandbox {

// The Error for a box that bwrap could not make, from what bwrap wrote: unavailable with the remedy where the machine
// does not allow it, internal with bwrap's own words where the reason is not known.
Error bwrap_failure(std::string_view written);

// Where there is no bwrap at all.
Error bwrap_missing(std::string_view path);

// The part of such an Error's message that says what to do.
std::string remedy_in(std::string_view message);

}  // namespace hearth::sandbox
