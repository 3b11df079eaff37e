#include "sandbox/box/landlock_version.h"

#include <sys/syscall.h>
#include <unistd.h>

namespace hearth::sandbox {

int landlock_version() {
  constexpr unsigned ask_version = 1;
  long version = ::syscall(SYS_landlock_create_ruleset, nullptr, 0, ask_version);
  return version < 0 ? 0 : static_cast<int>(version);
}

}  // namespace hearth::sandbox
