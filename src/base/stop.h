// Cancellation. Every function that can block takes a std::stop_token as its last parameter and throws Cancelled.
#pragma once

#include <stop_token>

namespace hearth {

// Deliberately neither an Error nor a std::exception: a handler for failures must never swallow a cancellation.
struct Cancelled {};

inline void throw_if_stopped(const std::stop_token& stop) {
  if (stop.stop_requested()) throw Cancelled{};
}

}  // namespace hearth
