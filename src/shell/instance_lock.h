// Keeps a second window away where no session bus does it: GApplication then believes to be the only one.
#pragma once

#include "base/fd.h"

namespace hearth::shell {

// Held until the descriptor is closed; empty when another window holds it. Throws Error when the file cannot be made.
Fd take_instance_lock();

}  // namespace hearth::shell
