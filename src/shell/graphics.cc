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
  ::setenv("GSK_RENDERER", "cairo", 0);
  return Drawing::software;
}

}  // namespace hearth::shell
