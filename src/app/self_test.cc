#include "app/self_test.h"

#include <utility>

#include "base/clock.h"
#include "base/error.h"
#include "base/log.h"
#include "base/stop.h"
#include "sandbox/protection.h"
#include "store/runs.h"

namespace hearth::app {

json SelfTest::found_or_begin() {
  bool begins = false;
  json found = state_.with([&](State& state) {
    begins = !std::exchange(state.begun, true);
    return state.found;
  });
  if (begins) thread_ = std::jthread([this](const std::stop_token& stop) { examine(stop); });
  return found;
}

void SelfTest::examine(const std::stop_token& stop) {
  UnixMillis began = unix_millis_now();
  try {
    json found = sandbox::to_json(sandbox_.examine(stop));
    state_.with([&](State& state) { state.found = found; });
    store_.write([&](store::Write& write) { store::set_missing_protection(write, began, found); });
  } catch (const Cancelled&) {    // Hearth ends: nobody asks any more
  } catch (const Error& error) {  // a thread of its own has nobody to tell
    log::error("looking at the protection of this machine: {}", error.what());
  }
}

}  // namespace hearth::app
