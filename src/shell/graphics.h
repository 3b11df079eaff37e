// How to draw: by software alone where there is no graphics processor, which is both faster and smaller there than to
// pretend one. Before GTK is initialised.
#pragma once

#include "shell/recovery.h"

namespace hearth::shell {

// Sets GSK_RENDERER for GTK, unless the user has.
Drawing choose_drawing();

}  // namespace hearth::shell
