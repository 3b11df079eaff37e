// Turns SIGINT into Interruption::interrupt(). Made by cli::main before any other thread starts, so that all of them
// inherit the blocked signal; nothing runs in a signal handler. The constructor throws Error.
#pragma once

#include <thread>

#include "base/fd.h"
#include "cli/terminal/interruption.h"

namespace hearth::cli {

class SigintThread {
 public:
  // The interruption must outlive this.
  explicit SigintThread(Interruption& interruption);

 private:
  Fd signals_;
  std::jthread thread_;
};

}  // namespace hearth::cli
