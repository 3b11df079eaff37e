// One start of a box, step by step: descriptors, bwrap, the first process, the check of its mounts, go. Used by
// Sandbox.
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
  Bind program;             // the box program, as it is mounted
  std::vector<Bind> binds;  // grants and pins
  std::vector<int> staged;  // as root: the folders that are handed over to an unprivileged user, as stage.h says
  std::int64_t temporary_bytes = 0;
  BoxSpec spec;
  Stdio stdio;
};

// Returns when the command has been started. Throws Error: unavailable when bwrap cannot make the box, denied when the
// box is not what was planned, not_found and others when the command cannot be started; and Cancelled. Nothing is left
// running then.
Box launch(LaunchThread& thread, const LaunchOrder& order, const std::stop_token& stop);

}  // namespace hearth::sandbox
