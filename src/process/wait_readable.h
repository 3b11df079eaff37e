// Waiting on a descriptor (a pipe, a pidfd) with a deadline and a stop token. Any thread.
#pragma once

#include <chrono>
#include <stop_token>

namespace hearth::process {

using Deadline = std::chrono::steady_clock::time_point;
constexpr Deadline no_deadline = Deadline::max();

// True when the descriptor has something to read or its other end has gone; false at the deadline. Throws Cancelled.
bool wait_readable(int fd, Deadline deadline, std::stop_token stop);

}  // namespace hearth::process
