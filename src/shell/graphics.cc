#include "shell/graphics.h"

#include <glob.h>

#include <cstdlib>

namespace hearth::shell {

namespace {

bool has_render_node() {
  glob_t found{};
  bool any = ::glob("/dev/dri/renderD*", GLOB_NOSORT, nullptr, &found) == 0;
  ::globfree(&found);
  return any;
}

}  // namespace

Drawing choose_drawing() {
  if (has_render_node()) return Drawing::automatic;
  ::setenv("GSK_RENDERER", "cairo", 0);  // unless the user has chosen
  // Else GTK loads a driver that draws by software and its compiler, 7 MiB for nothing.
  ::setenv("GDK_DEBUG", "gl-disable", 1);
  draw_pages_by_software();
  return Drawing::software;
}

void draw_pages_by_software() {
  ::setenv("WEBKIT_DISABLE_DMABUF_RENDERER", "1", 1);
}

}  // namespace hearth::shell
