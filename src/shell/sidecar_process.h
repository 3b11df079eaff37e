// The sidecar of this window: started as `hearth serve --control-fd 3`, which says where it is and ends when the window
// does. When one serves the data directory already, ours reports that one and ends; it is used, and never ended.
//
//   start ─► starting ── reported ─► running ── gone ─► waiting ─► starting …
//               └─ ended, or silent for too long ─► waiting; after most_attempts in a row: failed()
//
// Owned by the application; main thread, since the kernel ends the sidecar with the thread that started it.
#pragma once

#include <glib.h>

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/fd.h"
#include "process/child.h"

namespace hearth::shell {

class SidecarProcess {
 public:
  struct Place {
    std::string url;  // "http://127.0.0.1:PORT"
    std::string token;
  };
  struct Events {
    std::function<void(const Place&)> ready;         // also after each restart
    std::function<void(const std::string&)> failed;  // with the sidecar's own words; nothing is tried any more
  };

  SidecarProcess(std::string program, std::vector<std::string> environment, Events events);
  // Closes the control socket: the sidecar ends within milliseconds, without being waited for.
  ~SidecarProcess();
  SidecarProcess(const SidecarProcess&) = delete;
  SidecarProcess& operator=(const SidecarProcess&) = delete;

  // Forgets earlier failures.
  void start();

 private:
  void spawn();
  void read_report();
  void take_report(const std::string& line);
  void watch(pid_t pid);
  void gone();
  void try_again(const std::string& why);
  std::string complaint();
  void forget_watches();

  std::string program_;
  std::vector<std::string> environment_;
  Events events_;
  std::optional<process::Child> child_;
  Fd control_;
  Fd complaints_;
  Fd running_;  // a pidfd
  std::string said_;
  gint64 running_since_ = 0;  // microseconds of the monotonic clock; 0: not running
  int attempts_ = 0;
  guint control_watch_ = 0;
  guint running_watch_ = 0;
  guint timer_ = 0;
};

}  // namespace hearth::shell
