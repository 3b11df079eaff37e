// How to draw: by software alone where there is no graphics processor, which is both faster and smaller there than to
// pretend one. Before GTK is initialised.
#pragma once

#include "shell/recovery.h"

namespace hearth::shell {

Drawing choose_drawing();

// For web processes to come: no buffers shared with a graphics driver.
void draw_pages_by_software();

}  // namespace hearth::shell
