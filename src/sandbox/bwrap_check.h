// What is to be known about the installed bubblewrap. Starts it; used once, by Sandbox::examine.
#pragma once

#include <string>

#include "sandbox/launch_thread.h"

namespace hearth::sandbox {

// "0.8.0"; empty if it does not say.
std::string bwrap_version(LaunchThread& thread, const std::string& bwrap);

// Whether it makes mount points through symbolic links in a folder that a boxed program may write (CVE-2026-87766, in
// releases before 0.12). Found out harmlessly, with a link from one new folder in `scratch`, a private temporary one,
// to another.
bool follows_links_while_mounting(LaunchThread& thread, const std::string& bwrap, const std::string& scratch);

}  // namespace hearth::sandbox
