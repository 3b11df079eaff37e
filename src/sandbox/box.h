// A command that runs in its box. Owned by whoever started it; one thread at a time. Destroying it ends the command and
// everything that it started, and waits until all of it is gone.
#pragma once

#include <memory>
#include <stop_token>
#include <utility>

#include "base/fd.h"
#include "process/child.h"
#include "process/wait_readable.h"
#include "sandbox/folder_locks.h"
#include "sandbox/workspace_guard.h"

namespace hearth::sandbox {

enum class Walls {
  full,     // bubblewrap: namespaces and mounts of its own, the system call filter, Landlock
  reduced,  // Landlock and the system call filter; see Protection::gaps
};

// What must stay as it is until nothing is left inside.
struct BoxHoldings {
  std::unique_ptr<FolderLocks::Hold> lock;
  std::unique_ptr<WorkspaceGuard> workspace;
  std::shared_ptr<void> temporary_folder;
};

class Box {
 public:
  // Walls::full: with the end of `first_process`, the first one inside, the kernel ends all others. Walls::reduced:
  // that is the supervisor, which ends the others when the lifeline closes.
  Box(Walls walls, process::Child launcher, Fd first_process, Fd listener_or_lifeline);
  Box(Box&&) = default;
  Box& operator=(Box&&) = delete;
  ~Box();

  Walls walls() const { return walls_; }
  // The listener at 127.0.0.1:3128 inside (Network::proxy); whoever takes it accepts and decides. Empty otherwise.
  Fd take_listener() { return std::move(listener_); }

  // Whether everything inside has ended; waits for it until the deadline. Throws Cancelled.
  bool wait_until(process::Deadline deadline, std::stop_token stop);
  // Ends everything inside and returns when it is gone. Harmless after the end.
  void kill();
  // Blocks until the end. A command that was ended by signal N has the code 128+N.
  int wait(std::stop_token stop);
  // Blocks until the end, lets others into the folders, and tells, once, what was changed in a writable workspace;
  // nothing without one. Until then, or until the Box is destroyed, the folders stay locked.
  WorkspaceReport report();

  void hold(BoxHoldings holdings) { holdings_ = std::move(holdings); }

 private:
  // First, so that they are given back last.
  BoxHoldings holdings_;
  Walls walls_;
  process::Child launcher_;
  Fd first_process_;
  Fd listener_;
  Fd lifeline_;
};

}  // namespace hearth::sandbox
