// Starting another program and waiting for it, by pidfd, so that a process number that means somebody else by now is
// never touched. The child gets nothing that is not named here: a standard descriptor that is not given is /dev/null,
// every other descriptor is closed, signals are back to their defaults. Any thread; one thread per Child.
#pragma once

#include <sys/types.h>

#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "base/fd.h"

namespace hearth::process {

enum class Session {
  same,  // it is ended by Ctrl-C in our terminal, as we are
  own,   // a session and process group of its own
};

struct SpawnOptions {
  std::vector<std::string> argv;              // argv[0] is a path; PATH is not searched
  std::vector<std::string> environment = {};  // all of it, as NAME=value
  std::string working_directory = "/";
  Session session = Session::own;
  std::optional<int> standard_output = {};
  std::optional<int> standard_error = {};
  std::vector<int> descriptors = {};  // the child finds them as 3, 4, …
};

// A descriptor for a process that is not ours, readable once it has ended (wait_readable.h); empty if there is none.
Fd open_process(pid_t pid);

// The environment of this process, as SpawnOptions takes it.
std::vector<std::string> own_environment();

struct ExitStatus {
  int code = 0;                    // as given to exit()
  std::optional<int> signal = {};  // set when a signal ended it
};

// Destroying a Child neither ends the process nor waits for it.
class Child {
 public:
  // Throws Error when the program cannot be started.
  static Child spawn(const SpawnOptions& options);
  Child(Child&&) = default;
  Child& operator=(Child&&) = delete;
  ~Child();

  pid_t pid() const { return pid_; }
  // Blocks until the process has ended; afterwards it answers at once.
  ExitStatus wait(std::stop_token stop);
  // Sends the signal to its process group when it leads one (Session::own), else to it alone. Not after wait().
  void signal(int signal_number);

 private:
  Child(pid_t pid, Fd pidfd, Session session) : pid_(pid), pidfd_(std::move(pidfd)), session_(session) {}

  pid_t pid_;
  Fd pidfd_;
  Session session_;
  std::optional<ExitStatus> ended_;
};

}  // namespace hearth::process
