// Shared by Hearth and the box program; any thread.
#pragma once

namespace hearth::sandbox {

// Which version of Landlock the running kernel has, asked of the kernel itself; 0: none.
int landlock_version();

}  // namespace hearth::sandbox
