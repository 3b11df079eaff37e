// Points in time as a person writes them on the command line. Pure but for the time zone; any thread.
#pragma once

#include <string_view>

#include "base/clock.h"

namespace hearth::cli {

// "90s", "10m", "2h" or "3d" before `now`; or a day, "2026-11-23", from its first moment here. Throws
// Error(invalid_argument) for anything else.
UnixMillis point_in_time(std::string_view text, UnixMillis now);

}  // namespace hearth::cli
