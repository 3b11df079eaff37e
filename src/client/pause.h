// A wait that a stop token ends.
#pragma once

#include <chrono>
#include <stop_token>
#include <utility>

#include "base/stop.h"
#include "base/sync.h"

namespace hearth::client {

// Throws Cancelled.
inline void pause_for(std::chrono::milliseconds time, const std::stop_token& stop) {
  Sync<bool> never;
  never.wait_until(
      stop, std::chrono::steady_clock::now() + time, [](bool value) { return value; }, [](bool&) {});
  throw_if_stopped(stop);
}

}  // namespace hearth::client
