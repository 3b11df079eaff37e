#include "shell/browser.h"

#include <memory>
#include <utility>

#include "domain/json.h"
#include "shell/glib.h"

namespace hearth::shell {

namespace {

struct Opening {
  Ref<GtkWindow> window;
  std::function<void(const std::string&)> failed;
};

void answered(GObject* process, GAsyncResult* result, gpointer data) {
  std::unique_ptr<Opening> opening(static_cast<Opening*>(data));
  char* out = nullptr;
  char* complaint = nullptr;
  GError* error = nullptr;
  g_subprocess_communicate_utf8_finish(G_SUBPROCESS(process), result, &out, &complaint, &error);
  Text output(out);
  Text errors(complaint);
  guarded([&] {
    if (error != nullptr) return opening->failed(message_of(error));
    json answer = json::parse(output ? output.get() : "", nullptr, false);
    if (!answer.is_object()) return opening->failed(errors ? errors.get() : "");
    gtk_show_uri(opening->window.get(), answer.value("url", "").c_str(), GDK_CURRENT_TIME);
  });
}

}  // namespace

void open_in_browser(GtkWindow* window, const std::string& program, const std::vector<std::string>& environment,
                     std::function<void(const std::string& why)> failed) {
  std::vector<char*> entries;
  for (const std::string& entry : environment) entries.push_back(const_cast<char*>(entry.c_str()));
  entries.push_back(nullptr);
  Ref<GSubprocessLauncher> launcher(g_subprocess_launcher_new(
      static_cast<GSubprocessFlags>(G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE)));
  g_subprocess_launcher_set_environ(launcher.get(), entries.data());
  GError* error = nullptr;
  Ref<GSubprocess> process(
      g_subprocess_launcher_spawn(launcher.get(), &error, program.c_str(), "open", "--json", nullptr));
  if (error != nullptr) return failed(message_of(error));
  auto* opening = new Opening{Ref<GtkWindow>(GTK_WINDOW(g_object_ref(window))), std::move(failed)};
  g_subprocess_communicate_utf8_async(process.get(), nullptr, nullptr, answered, opening);
}

}  // namespace hearth::shell
