// Called around the time spent waiting for the user, which does not count against the run's time limit. The run's
// thread.
#pragma once

#include <functional>

namespace hearth::agent {

struct WaitHooks {
  std::function<void()> begin;
  std::function<void()> end;
};

}  // namespace hearth::agent
