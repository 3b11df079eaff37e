// Tells readers of a run's events that there are more of them. It holds no events: those are in the database, from
// where every reader takes them at its own pace. Owned by the registry; any thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <stop_token>

#include "base/sync.h"
#include "domain/ids.h"

namespace hearth::agent {

class EventFeed {
 public:
  // The run's log now ends with this sequence number.
  void publish(RunId run, std::int64_t sequence);
  // The run has ended; whoever waits for it is woken.
  void close(RunId run);

  enum class Wait { more, closed, timed_out };
  // Blocks until the run has an event after `sequence`, or is not running (any more), or the time is over.
  // Throws Cancelled on stop.
  Wait wait(RunId run, std::int64_t sequence, std::chrono::milliseconds timeout, std::stop_token stop);

 private:
  Sync<std::map<RunId, std::int64_t>> newest_;
};

}  // namespace hearth::agent
