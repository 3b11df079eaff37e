#include "shell/application.h"

#include <fmt/format.h>
#include <glib-unix.h>

#include <csignal>
#include <filesystem>
#include <optional>
#include <utility>

#include "base/error.h"
#include "base/version.h"
#include "shell/browser.h"
#include "shell/deep_link.h"
#include "shell/identity.h"
#include "shell/instance_lock.h"
#include "shell/sandbox_probe.h"

namespace hearth::shell {

namespace {

Application* as_application(gpointer self) {
  return static_cast<Application*>(self);
}

std::string program_beside_us() {
  return std::filesystem::read_symlink("/proc/self/exe").parent_path() / "hearth";
}

// The window may have been closed by any of these: a logout, a kill, Ctrl-C where it was started.
void end_on_signals(GtkApplication* application) {
  auto end = +[](gpointer instance) -> gboolean {
    g_application_quit(G_APPLICATION(instance));
    return G_SOURCE_CONTINUE;
  };
  for (int number : {SIGTERM, SIGINT, SIGHUP}) g_unix_signal_add(number, end, application);
}

int print_version(GApplication*, GVariantDict* options, gpointer) {
  if (!g_variant_dict_contains(options, "version")) return -1;
  fmt::print("hearth-shell {}\n", version());
  return 0;
}

}  // namespace

Application::Application(Drawing drawing, std::vector<std::string> environment)
    : drawing_(drawing),
      environment_(std::move(environment)),
      program_(program_beside_us()),
      application_(gtk_application_new(application_id, G_APPLICATION_HANDLES_OPEN)) {
  GApplication* application = G_APPLICATION(application_.get());
  g_application_add_main_option(application, "version", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_NONE, "Print the version",
                                nullptr);
  g_application_set_option_context_parameter_string(application, "[hearth://session/NUMBER]");
  g_signal_connect(application, "handle-local-options", G_CALLBACK(print_version), nullptr);
  auto started = [](GApplication*, gpointer self) { guarded([&] { as_application(self)->start(); }); };
  auto activated = [](GApplication*, gpointer self) { guarded([&] { as_application(self)->present(); }); };
  auto opened = [](GApplication*, GFile** files, int count, const char*, gpointer self) {
    for (int i = 0; i < count; ++i) {
      Text link(g_file_get_uri(files[i]));
      guarded([&] { as_application(self)->open(link.get()); });
    }
  };
  g_signal_connect(application, "startup", callback(started), this);
  g_signal_connect(application, "activate", callback(activated), this);
  g_signal_connect(application, "open", callback(opened), this);
}

Application::~Application() = default;

int Application::run(int argc, char** argv) {
  int code = g_application_run(G_APPLICATION(application_.get()), argc, argv);
  sidecar_.reset();
  window_.reset();
  return code;
}

void Application::start() {
  lock_ = take_instance_lock();
  if (!lock_) {
    fmt::print(stderr, "hearth-shell: Hearth is open already, and there is no session bus to show its window by.\n");
    g_application_quit(G_APPLICATION(application_.get()));
    return;
  }
  end_on_signals(application_.get());
  sidecar_ = std::make_unique<SidecarProcess>(
      program_, environment_,
      SidecarProcess::Events{[this](const SidecarProcess::Place& place) { show(place); },
                             [this](const std::string& why) { show_failure(why); }});
  window_ = std::make_unique<Window>(application_.get(), drawing_, [this] { open_browser(); });
  sidecar_->start();
  sandbox_fault_ = sandbox_fault();
  if (!sandbox_fault_) window_->prepare();
  auto presented = [](GSimpleAction*, GVariant*, gpointer self) { as_application(self)->present(); };
  Ref<GSimpleAction> action(g_simple_action_new("present", nullptr));
  g_signal_connect(action.get(), "activate", callback(presented), this);
  g_action_map_add_action(G_ACTION_MAP(application_.get()), G_ACTION(action.get()));
}

void Application::present() {
  if (window_ != nullptr) window_->present();
}

void Application::open(const char* link) {
  std::optional<std::int64_t> session = session_in(link);
  if (window_ == nullptr) return;
  if (session && !sandbox_fault_) window_->open_session(*session);
  window_->present();
}

void Application::show(const SidecarProcess::Place& place) {
  if (!sandbox_fault_) return window_->show(place);
  window_->leave("The sandbox for web pages cannot be started on this machine, and Hearth shows nothing without it: " +
                 *sandbox_fault_);
}

void Application::show_failure(const std::string& why) {
  window_->show(
      Notice{.title = "Hearth did not start", .text = why, .buttons = {{"_Try again", [this] { sidecar_->start(); }}}});
}

void Application::open_browser() {
  open_in_browser(window_->widget(), program_, environment_,
                  [this](const std::string& why) { show_failure("Opening the browser: " + why); });
}

}  // namespace hearth::shell
