// What the box program is told, from a policy: for a box of bubblewrap, and for the second-best level without it.
// Used by Sandbox; any thread.
#pragma once

#include <string>
#include <vector>

#include "sandbox/box/spec.h"
#include "sandbox/grants.h"
#include "sandbox/policy.h"
#include "sandbox/system_view.h"

namespace hearth::sandbox {

BoxSpec full_spec(const Policy& policy, const std::vector<std::string>& argv, const SystemView& system,
                  const std::vector<Grant>& grants);

// Landlock cannot forbid anything inside a folder that it allows. So of a workspace only those entries are writable
// that exist and have no protected name; nothing can be made beside them. `temporary` is the command's home and /tmp.
BoxSpec reduced_spec(const Policy& policy, const std::vector<std::string>& argv, const SystemView& system,
                     const std::vector<Grant>& grants, const std::string& temporary);

}  // namespace hearth::sandbox
