// The environment of a boxed command: what the policy names, and the few variables without which programs misbehave.
// Nothing of Hearth's own. Pure.
#pragma once

#include <string>
#include <vector>

#include "sandbox/policy.h"

namespace hearth::sandbox {

struct PrivateFolders {
  std::string home;
  std::string temporary;
};

// As NAME=value. Throws Error(invalid_argument) for an entry without a name or with a NUL byte.
std::vector<std::string> box_environment(const Policy& policy, const PrivateFolders& folders);

}  // namespace hearth::sandbox
