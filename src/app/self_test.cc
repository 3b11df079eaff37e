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
  return state_.with([&](State& state) {
    // What kept a box from being made may have passed.
    bool settled = !state.found.is_null() && state.found["level"] == "full";
    if (!settled && !std::exchange(state.looking, true)) {
      thread_ = std::jthread([this](const std::stop_token& stop) { examine(stop); });
    }
    return state.found;
  });
}

void SelfTest::examine(const std::stop_token& stop) {
  UnixMillis began = unix_millis_now();
  json found = nullptr;
  try {
    found = sandbox::to_json(sandbox_.examine(stop));
    store_.write([&](store::Write& write) { store::set_missing_protection(write, began, found); });
  } catch (const Cancelled&) {    // Hearth ends: nobody asks any more
  } catch (const Error& error) {  // a thread of its own has nobody to tell
    log::error("looking at the protection of this machine: {}", error.what());
  }
  state_.with([&](State& state) {
    state.found = std::move(found);
    state.looking = false;
  });
}

}  // namespace hearth::app
