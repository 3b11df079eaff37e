// Waiting for a while. Any thread; throws Cancelled.
#pragma once

#include <chrono>
#include <stop_token>

namespace hearth::cli {

void pause(std::chrono::milliseconds duration, std::stop_token stop);

}  // namespace hearth::cli
