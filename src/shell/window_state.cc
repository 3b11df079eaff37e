#include "shell/window_state.h"

#include <algorithm>
#include <memory>
#include <string>

namespace hearth::shell {

namespace {

constexpr const char* group = "window";
constexpr int default_width = 1200;
constexpr int default_height = 800;
constexpr int smallest = 360;
constexpr int largest = 16384;

using KeyFile = std::unique_ptr<GKeyFile, decltype(&g_key_file_unref)>;

std::string folder() {
  return std::string(g_get_user_state_dir()) + "/hearth";
}

std::string state_file() {
  return folder() + "/window.ini";
}

int length(GKeyFile* file, const char* key, int otherwise) {
  int value = g_key_file_get_integer(file, group, key, nullptr);
  return value == 0 ? otherwise : std::clamp(value, smallest, largest);
}

}  // namespace

void restore_state(GtkWindow* window) {
  KeyFile file(g_key_file_new(), g_key_file_unref);
  g_key_file_load_from_file(file.get(), state_file().c_str(), G_KEY_FILE_NONE, nullptr);
  gtk_window_set_default_size(window, length(file.get(), "width", default_width),
                              length(file.get(), "height", default_height));
  if (g_key_file_get_boolean(file.get(), group, "maximized", nullptr)) gtk_window_maximize(window);
}

void save_state(GtkWindow* window) {
  int width = 0;
  int height = 0;
  gtk_window_get_default_size(window, &width, &height);
  KeyFile file(g_key_file_new(), g_key_file_unref);
  g_key_file_set_integer(file.get(), group, "width", width);
  g_key_file_set_integer(file.get(), group, "height", height);
  g_key_file_set_boolean(file.get(), group, "maximized", gtk_window_is_maximized(window));
  g_mkdir_with_parents(folder().c_str(), 0700);
  g_key_file_save_to_file(file.get(), state_file().c_str(), nullptr);
}

}  // namespace hearth::shell
