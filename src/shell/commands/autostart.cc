#include <glib/gstdio.h>

#include <filesystem>

#include "base/error.h"
#include "shell/commands/commands.h"
#include "shell/glib.h"
#include "shell/identity.h"

namespace hearth::shell {

namespace {

constexpr Argument arguments[] = {{"enabled", json::value_t::boolean}};

std::string folder() {
  return std::string(g_get_user_config_dir()) + "/autostart";
}

std::string entry_file() {
  return folder() + "/" + application_id + ".desktop";
}

bool is_enabled() {
  return g_file_test(entry_file().c_str(), G_FILE_TEST_EXISTS);
}

void enable() {
  g_mkdir_with_parents(folder().c_str(), 0700);
  std::string program = std::filesystem::read_symlink("/proc/self/exe").string();
  GKeyFile* entry = g_key_file_new();
  g_key_file_set_string(entry, G_KEY_FILE_DESKTOP_GROUP, G_KEY_FILE_DESKTOP_KEY_TYPE,
                        G_KEY_FILE_DESKTOP_TYPE_APPLICATION);
  g_key_file_set_string(entry, G_KEY_FILE_DESKTOP_GROUP, G_KEY_FILE_DESKTOP_KEY_NAME, "Hearth");
  // Quoted as the Desktop Entry Specification wants it; no path of ours holds what would need more.
  g_key_file_set_string(entry, G_KEY_FILE_DESKTOP_GROUP, G_KEY_FILE_DESKTOP_KEY_EXEC, ("\"" + program + "\"").c_str());
  GError* error = nullptr;
  g_key_file_save_to_file(entry, entry_file().c_str(), &error);
  g_key_file_unref(entry);
  if (error != nullptr) throw Error(Code::internal, "starting Hearth at login: " + message_of(error));
}

void disable() {
  if (g_unlink(entry_file().c_str()) != 0 && errno != ENOENT) throw_errno("no longer starting Hearth at login");
}

void tell(const Request& request) {
  request.reply->answer({{"enabled", is_enabled()}});
}

void set(const Request& request) {
  if (request.arguments["enabled"].get<bool>()) {
    enable();
  } else {
    disable();
  }
  tell(request);
}

}  // namespace

const Command autostart{"autostart", Gesture::not_needed, {}, tell};
const Command set_autostart{"setAutostart", Gesture::needed, arguments, set};

}  // namespace hearth::shell
