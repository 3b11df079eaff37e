// Our end of the talk with the box program, see box/spec.h. Used while starting a box; one thread.
#pragma once

#include <optional>
#include <stop_token>
#include <string>

#include "base/fd.h"
#include "process/wait_readable.h"

namespace hearth::sandbox {

class BoxChannel {
 public:
  // Throws Error.
  BoxChannel();

  // The end for the box program; to be closed here once it has it.
  int theirs() const { return theirs_.get(); }
  void close_theirs() { theirs_.reset(); }

  struct Ready {
    Fd listener;  // empty if none was asked for
  };
  // Blocks until the program is ready; nothing if it ended without a word. Throws Error with what it could not do,
  // Error(timeout) and Cancelled.
  std::optional<Ready> wait_until_ready(process::Deadline deadline, const std::stop_token& stop);

  // Says go, and blocks until the command runs. Throws as above.
  void release(process::Deadline deadline, const std::stop_token& stop);

  // For as long as this is open, a supervising box program lets the command live.
  Fd take_lifeline() { return std::move(ours_); }

 private:
  struct Message {
    std::string text;  // empty: the other end is closed
    Fd descriptor;
  };
  Message receive(process::Deadline deadline, const std::stop_token& stop);

  Fd ours_;
  Fd theirs_;
};

}  // namespace hearth::sandbox
