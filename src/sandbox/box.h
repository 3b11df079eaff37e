// A command that runs in its box. Owned by whoever started it; one thread at a time. Destroying it ends the command and
// everything that it started, and waits until all of it is gone.
#pragma once

#include <memory>
#include <stop_token>

#include "base/fd.h"
#include "process/child.h"
#include "process/wait_readable.h"

namespace hearth::sandbox {

class Box {
 public:
  // `first_process` is a descriptor of the first process inside, with whose end the kernel ends all others.
  Box(process::Child launcher, Fd first_process, Fd listener);
  Box(Box&&) = default;
  Box& operator=(Box&&) = delete;
  ~Box();

  // The listener at 127.0.0.1:3128 inside (Network::proxy); whoever takes it accepts and decides. Empty otherwise.
  Fd take_listener() { return std::move(listener_); }

  // Whether everything inside has ended; waits for it until the deadline. Throws Cancelled.
  bool wait_until(process::Deadline deadline, std::stop_token stop);
  // Ends everything inside and returns when it is gone. Harmless after the end.
  void kill();
  // Blocks until the end. A command that was ended by signal N has the code 128+N.
  int wait(std::stop_token stop);

 private:
  process::Child launcher_;
  Fd first_process_;
  Fd listener_;
};

}  // namespace hearth::sandbox
