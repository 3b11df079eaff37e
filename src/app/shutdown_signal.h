// One place where the main thread waits for a reason to end: a signal, a request, or nothing to do for long enough.
// Made on the main thread before any other thread, since it blocks the signals for all threads to come.
#pragma once

#include <chrono>
#include <functional>

#include "base/fd.h"

namespace hearth::app {

class ShutdownSignal {
 public:
  // Blocks SIGTERM, SIGINT and SIGHUP; ignores SIGPIPE.
  ShutdownSignal();
  // Makes wait() return. Any thread.
  void request();
  // Returns on a signal, on request(), when the other end of the socket `companion` has gone (-1: there is none), or
  // when is_idle() says so; it is asked every `interval` (0: never).
  void wait(int companion, std::chrono::milliseconds interval, const std::function<bool()>& is_idle);

 private:
  Fd signals_;
  Fd requests_;
};

}  // namespace hearth::app
