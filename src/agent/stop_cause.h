// Why a run was told to stop: it decides how the run ends.
#pragma once

#include <atomic>

namespace hearth::agent {

enum class StopCause {
  none,
  user,        // ends as cancelled
  time_limit,  // ends as failed
  shutdown,    // does not end: the next start takes it up again
};

// The first cause given stays. Any thread.
class StopReason {
 public:
  void set(StopCause cause) {
    StopCause none = StopCause::none;
    cause_.compare_exchange_strong(none, cause);
  }
  StopCause get() const { return cause_.load(); }

 private:
  std::atomic<StopCause> cause_{StopCause::none};
};

}  // namespace hearth::agent
