// Ends runs whose time is over. One thread, asleep until the nearest deadline. Owned by the registry; any thread.
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <thread>

#include "base/sync.h"
#include "domain/ids.h"

namespace hearth::agent {

class Watchdog {
 public:
  using Clock = std::chrono::steady_clock;
  // on_expiry is called on the watchdog's thread, once per armed deadline that passes.
  explicit Watchdog(std::function<void(RunId)> on_expiry);
  void arm(RunId run, Clock::time_point deadline);
  void disarm(RunId run);

 private:
  void watch(std::stop_token stop);
  std::function<void(RunId)> on_expiry_;
  Sync<std::map<RunId, Clock::time_point>> deadlines_;
  std::jthread thread_;  // last: it uses the members above
};

}  // namespace hearth::agent
