// Finds out how well boxes protect on this machine, on a thread of its own that begins with the first question: no
// start of Hearth and no run waits for it. What is found is kept with the runs that began meanwhile; until boxes
// protect in full, each question begins another look.
//
// Owned by the sidecar; any thread asks. The sandbox and the store must outlive it.
#pragma once

#include <optional>
#include <thread>

#include "base/sync.h"
#include "domain/json.h"
#include "sandbox/launcher.h"
#include "store/store.h"

namespace hearth::app {

class SelfTest {
 public:
  SelfTest(sandbox::Sandbox& sandbox, store::Store& store) : sandbox_(sandbox), store_(store) {}
  // What was found; null until then.
  json found_or_begin();

 private:
  void examine(const std::stop_token& stop);

  struct State {
    json found = nullptr;
    bool looking = false;
  };
  sandbox::Sandbox& sandbox_;
  store::Store& store_;
  Sync<State> state_;
  std::jthread thread_;
};

}  // namespace hearth::app
