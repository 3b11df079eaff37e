// What the process returns. The codes of an Error are in base/error.h.
#pragma once

namespace hearth::cli {

inline constexpr int exit_done = 0;
inline constexpr int exit_failed = 1;
inline constexpr int exit_denied = 3;
inline constexpr int exit_cancelled = 130;

}  // namespace hearth::cli
