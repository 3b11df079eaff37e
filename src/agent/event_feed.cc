#include "agent/event_feed.h"

#include <algorithm>

#include "base/stop.h"

namespace hearth::agent {

void EventFeed::publish(RunId run, std::int64_t sequence) {
  newest_.update([&](auto& newest) {
    std::int64_t& last = newest[run];
    last = std::max(last, sequence);
  });
}

void EventFeed::close(RunId run) {
  newest_.update([&](auto& newest) { newest.erase(run); });
}

EventFeed::Wait EventFeed::wait(RunId run, std::int64_t sequence, std::chrono::milliseconds timeout,
                                std::stop_token stop) {
  Wait result = Wait::timed_out;
  auto ready = [&](auto& newest) {
    auto found = newest.find(run);
    return found == newest.end() || found->second > sequence;
  };
  newest_.wait_until(stop, std::chrono::steady_clock::now() + timeout, ready,
                     [&](auto& newest) { result = newest.contains(run) ? Wait::more : Wait::closed; });
  throw_if_stopped(stop);
  return result;
}

}  // namespace hearth::agent
