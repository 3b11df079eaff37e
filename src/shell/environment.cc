#include "shell/environment.h"

#include <algorithm>
#include <cstdlib>

#include "process/child.h"

namespace hearth::shell {

namespace {

// Not here, and so removed: WEBKIT_*, which can open the page to every process or take its sandbox away; GTK_DEBUG and
// GTK_MODULES; LD_*.
constexpr std::string_view kept_names[] = {
    "AT_SPI_BUS_ADDRESS",
    "DBUS_SESSION_BUS_ADDRESS",
    "DESKTOP_SESSION",
    "DESKTOP_STARTUP_ID",
    "DISPLAY",
    "GDK_BACKEND",
    "GDK_DPI_SCALE",
    "GDK_SCALE",
    "GSK_RENDERER",
    "GTK_A11Y",
    "GTK_IM_MODULE",
    "GTK_THEME",
    "GTK_USE_PORTAL",
    "HOME",
    "LANG",
    "LANGUAGE",
    "LOGNAME",
    "NO_AT_BRIDGE",
    "PATH",
    "SHELL",
    "TZ",
    "USER",
    "WAYLAND_DISPLAY",
    "XAUTHORITY",
    "XDG_ACTIVATION_TOKEN",
    "XDG_CACHE_HOME",
    "XDG_CONFIG_DIRS",
    "XDG_CONFIG_HOME",
    "XDG_CURRENT_DESKTOP",
    "XDG_DATA_DIRS",
    "XDG_DATA_HOME",
    "XDG_MENU_PREFIX",
    "XDG_RUNTIME_DIR",
    "XDG_SEAT",
    "XDG_SESSION_CLASS",
    "XDG_SESSION_DESKTOP",
    "XDG_SESSION_ID",
    "XDG_SESSION_TYPE",
    "XDG_STATE_HOME",
    "XDG_VTNR",
    "XMODIFIERS",
};

}  // namespace

bool is_kept(std::string_view name) {
  return name.starts_with("LC_") || name.starts_with("XCURSOR_") ||
         std::find(std::begin(kept_names), std::end(kept_names), name) != std::end(kept_names);
}

std::vector<std::string> take_environment() {
  std::vector<std::string> all = process::own_environment();
  for (const std::string& entry : all) {
    std::string name = entry.substr(0, entry.find('='));
    if (!is_kept(name)) ::unsetenv(name.c_str());
  }
  return all;
}

}  // namespace hearth::shell
