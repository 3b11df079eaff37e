// Starts every box from one thread that lives as long as Sandbox. The kernel ends a box when the *thread* that started
// it ends (--die-with-parent), so a box that outlives a run must not be started on that run's thread; and when Hearth
// is killed, this thread goes and every box with it.
//
// Owned by Sandbox. spawn() may be called from any thread.
#pragma once

#include <exception>
#include <memory>
#include <stop_token>
#include <thread>
#include <vector>

#include "base/sync.h"
#include "process/child.h"

namespace hearth::sandbox {

class LaunchThread {
 public:
  LaunchThread();
  // Blocks until the program has been started. Throws what Child::spawn throws.
  process::Child spawn(const process::SpawnOptions& options);

 private:
  struct Order {
    const process::SpawnOptions* options = nullptr;
    std::unique_ptr<process::Child> child;
    std::exception_ptr failure;
  };
  struct State {
    std::vector<Order*> waiting;
    std::vector<Order*> finished;
  };

  void serve(const std::stop_token& stop);

  Sync<State> state_;
  std::jthread thread_;
};

}  // namespace hearth::sandbox
