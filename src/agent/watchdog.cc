#include "agent/watchdog.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace hearth::agent {

Watchdog::Watchdog(std::function<void(RunId)> on_expiry)
    : on_expiry_(std::move(on_expiry)), thread_([this](std::stop_token stop) { watch(stop); }) {}

void Watchdog::arm(RunId run, Clock::time_point deadline) {
  deadlines_.update([&](auto& deadlines) { deadlines[run] = deadline; });
}

void Watchdog::disarm(RunId run) {
  deadlines_.update([&](auto& deadlines) { deadlines.erase(run); });
}

void Watchdog::watch(std::stop_token stop) {
  auto nearest = [](auto& deadlines) {
    return std::ranges::min_element(deadlines, {}, [](const auto& entry) { return entry.second; })->second;
  };
  while (!stop.stop_requested()) {
    Clock::time_point next;
    if (!deadlines_.wait(
            stop, [](auto& deadlines) { return !deadlines.empty(); },
            [&](auto& deadlines) { next = nearest(deadlines); })) {
      return;
    }
    auto changed = [&](auto& deadlines) { return deadlines.empty() || nearest(deadlines) != next; };
    if (deadlines_.wait_until(stop, next, changed, [](auto&) {})) continue;
    std::vector<RunId> expired;
    deadlines_.with([&](auto& deadlines) {
      std::erase_if(deadlines, [&](const auto& entry) {
        bool over = entry.second <= Clock::now();
        if (over) expired.push_back(entry.first);
        return over;
      });
    });
    for (RunId run : expired) on_expiry_(run);
  }
}

}  // namespace hearth::agent
