// What the box program and bwrap are told, and what the mount table of the box must then say. Pure: made from values,
// so that both can be compared with what is meant without starting anything.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sandbox/bind.h"
#include "sandbox/box/spec.h"
#include "sandbox/policy.h"
#include "sandbox/system_view.h"

namespace hearth::sandbox {

struct PlannedMount {
  std::string at;
  Access access = Access::read;
  std::optional<FileIdentity> identity = {};  // none: a file system of the box's own
};

struct LaunchPlan {
  std::vector<StagedMount> staged;   // what the box program makes ready before bwrap starts, in order
  std::vector<std::string> options;  // of bwrap, in order
  std::vector<PlannedMount> mounts;
};

struct LaunchInputs {
  const SystemView& system;
  std::vector<int> text_descriptors;  // one for each of system.texts, as bwrap finds them
  Bind program;                       // the box program
  std::vector<Bind> grants;           // and pins; a later one may lie in an earlier one
  std::int64_t temporary_bytes = 0;
};

LaunchPlan plan_launch(const LaunchInputs& inputs);

}  // namespace hearth::sandbox
