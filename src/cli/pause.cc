#include "cli/pause.h"

#include "base/stop.h"
#include "base/sync.h"

namespace hearth::cli {

void pause(std::chrono::milliseconds duration, std::stop_token stop) {
  Sync<bool> never(false);
  never.wait_until(
      stop, std::chrono::steady_clock::now() + duration, [](bool& happened) { return happened; }, [](bool&) {});
  throw_if_stopped(stop);
}

}  // namespace hearth::cli
