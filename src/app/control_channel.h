// The line to the program that started this sidecar and watches over it, such as the window: a socket on which the
// sidecar says once where it is, as one line of JSON, {"url", "token", "pid"}. When the other end goes, in whatever
// way, the sidecar ends. Main thread.
#pragma once

#include <string>

#include "base/fd.h"

namespace hearth::app {

struct Whereabouts {
  std::string url;  // "http://127.0.0.1:PORT"; empty without a TCP listener
  std::string token;
  int pid = 0;
};

class ControlChannel {
 public:
  // Takes the descriptor over; nothing is told and nothing watched when it is -1. From here on the kernel sends SIGTERM
  // when the thread that started us ends.
  explicit ControlChannel(int descriptor);
  void report(const Whereabouts& whereabouts);
  // When a sidecar serves the data directory already, reports that one instead, and there is nothing left to do.
  bool reported_running(const std::string& data_directory);
  int descriptor() const { return socket_.get(); }

 private:
  Fd socket_;
};

}  // namespace hearth::app
