// One file or folder of the host that is mounted in a box. Plain values.
#pragma once

#include <optional>
#include <string>

#include "sandbox/grants.h"
#include "sandbox/policy.h"

namespace hearth::sandbox {

struct Bind {
  std::string source;  // on the host; empty: what is at `at` already, mounted over itself
  std::string at;
  Access access = Access::read;
  FileIdentity identity;
};

}  // namespace hearth::sandbox
