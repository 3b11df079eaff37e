#include "shell/graphics.h"

#include <dlfcn.h>
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

// The page's process needs a driver of EGL, this one does not, yet WebKit would have it loaded here too: the one that
// draws by software and its compiler, 14 MiB. EGL looks for drivers once a process, at its first call.
void load_no_driver_here() {
  constexpr const char* list = "__EGL_VENDOR_LIBRARY_FILENAMES";
  void* egl = ::dlopen("libEGL.so.1", RTLD_NOW | RTLD_GLOBAL);
  if (egl == nullptr) return;
  using QueryString = const char* (*)(void* display, int name);
  auto query = reinterpret_cast<QueryString>(::dlsym(egl, "eglQueryString"));
  if (query == nullptr) return;
  constexpr int extensions = 0x3055;
  ::setenv(list, "/dev/null", 1);
  query(nullptr, extensions);
  ::unsetenv(list);
}

}  // namespace

Drawing choose_drawing() {
  if (has_render_node()) return Drawing::automatic;
  ::setenv("GSK_RENDERER", "cairo", 0);  // unless the user has chosen
  // Else GTK loads that driver too, before it finds that it needs none.
  ::setenv("GDK_DEBUG", "gl-disable", 1);
  load_no_driver_here();
  draw_pages_by_software();
  return Drawing::software;
}

void draw_pages_by_software() {
  ::setenv("WEBKIT_DISABLE_DMABUF_RENDERER", "1", 1);
}

}  // namespace hearth::shell
