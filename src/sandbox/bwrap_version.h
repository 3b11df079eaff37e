// Which bubblewrap is installed. Starts it; used once, by Sandbox::examine.
#pragma once

#include <string>

#include "sandbox/launch_thread.h"

namespace hearth::sandbox {

// "0.8.0"; empty if it does not say.
std::string bwrap_version(LaunchThread& thread, const std::string& bwrap);

}  // namespace hearth::sandbox
