// Whether WebKit can put its web process into its sandbox here. It would end the whole program where it cannot, and it
// is never used without. Blocks for some milliseconds; before a web view is made.
#pragma once

#include <optional>
#include <string>

namespace hearth::shell {

// Nothing when it can; else what bubblewrap said.
std::optional<std::string> sandbox_fault();

}  // namespace hearth::shell
