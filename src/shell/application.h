// The program's table of contents: one window, one sidecar, and what passes between them and the desktop. Main thread.
#pragma once

#include <gtk/gtk.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/fd.h"
#include "shell/glib.h"
#include "shell/recovery.h"
#include "shell/sidecar_process.h"
#include "shell/window.h"

namespace hearth::shell {

class Application {
 public:
  // `environment` is the sidecar's: all that the user has.
  Application(Drawing drawing, std::vector<std::string> environment);
  ~Application();
  Application(const Application&) = delete;
  Application& operator=(const Application&) = delete;

  // Until the window is closed or a signal ends it; a second start hands its links to the first and returns at once.
  int run(int argc, char** argv);

 private:
  void start();
  void present();
  void open(const char* link);
  void show(const SidecarProcess::Place& place);
  void show_failure(const std::string& why);
  void open_browser();

  Drawing drawing_;
  std::vector<std::string> environment_;
  std::string program_;  // `hearth`, beside this one
  std::optional<std::string> sandbox_fault_;
  Fd lock_;
  Ref<GtkApplication> application_;
  std::unique_ptr<Window> window_;
  std::unique_ptr<SidecarProcess> sidecar_;
};

}  // namespace hearth::shell
