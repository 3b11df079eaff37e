// Looks at the mounts of a box that is ready but has run nothing yet, and compares them with the plan: every planned
// mount is there, with the device and inode that were granted and read-only where it must be, and nothing else is.
// This is what notices a folder or link that was exchanged while bwrap mounted. Any thread.
#pragma once

#include <sys/types.h>

#include <string>
#include <string_view>
#include <vector>

#include "base/fd.h"
#include "sandbox/launch_plan.h"

namespace hearth::sandbox {

struct MountLine {
  std::string at;
  Access access = Access::read;
};

// The lines of a /proc/PID/mountinfo; the last mount at a place is what is seen there.
std::vector<MountLine> parse_mountinfo(std::string_view text);

// Throws Error(denied) naming the first difference. `host_mounts`: the places of the mounts that this process sees:
// one below a granted folder comes along with it.
void check_mounts(const std::vector<PlannedMount>& planned, const std::vector<MountLine>& seen,
                  const std::vector<MountLine>& host_mounts);

// The same for a running process, with the identity of each mount.
void check_mounts_of(pid_t process, const std::vector<PlannedMount>& planned);

}  // namespace hearth::sandbox
