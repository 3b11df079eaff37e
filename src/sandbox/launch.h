// One start of a box, step by step: descriptors, bwrap, the first process, the check of its mounts, go. Used by
// Sandbox; any thread.
#pragma once

#include <stop_token>
#include <string>
#include <vector>

#include "sandbox/box.h"
#include "sandbox/box/spec.h"
#include "sandbox/launch_plan.h"
#include "sandbox/launch_thread.h"

namespace hearth::sandbox {

// Borrowed; -1: /dev/null.
struct Stdio {
  int input = -1;
  int output = -1;
  int error = -1;
};

struct LaunchOrder {
  std::string bwrap;        // absolute path
  std::string box_program;  // absolute path
  const SystemView& system;
  const std::string& filter;  // compiled, Sockets::internet
  Bind program;               // the box program, as it is mounted
  std::vector<Bind> binds;    // grants and pins
  std::int64_t temporary_bytes = 0;
  BoxSpec spec;
  Stdio stdio;
};

// Both return when the command has been started and throw Error: unavailable when the machine does not allow the box,
// denied when it is not what was planned, not_found and others when the command cannot be started; and Cancelled.
// Nothing is left running then.
Box launch(LaunchThread& thread, const LaunchOrder& order, const std::stop_token& stop);

// Without bubblewrap: behind Landlock and the system call filter alone.
struct ReducedOrder {
  std::string box_program;
  BoxSpec spec;
  Stdio stdio;
};
Box launch_reduced(LaunchThread& thread, const ReducedOrder& order, const std::stop_token& stop);

}  // namespace hearth::sandbox
