// One file or folder of the host that is mounted in a box. Plain values.
#pragma once

#include <optional>
#include <string>

#include "sandbox/grants.h"
#include "sandbox/policy.h"

namespace hearth::sandbox {

struct Bind {
  std::string source;  // as bwrap reaches it
  std::string at;
  Access access = Access::read;
  FileIdentity identity;
};

}  // namespace hearth::sandbox
