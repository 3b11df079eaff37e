// The one window: shows the web view, or a notice where that cannot be, and brings the web view back when it fails.
// Owned by the application; main thread.
#pragma once

#include <gtk/gtk.h>

#include <functional>
#include <memory>
#include <optional>

#include "shell/notice.h"
#include "shell/recovery.h"
#include "shell/sidecar_process.h"
#include "shell/web_view.h"

namespace hearth::shell {

class Window {
 public:
  // `leave` opens Hearth in the browser.
  Window(GtkApplication* application, Drawing drawing, std::function<void()> leave);
  ~Window();
  Window(const Window&) = delete;
  Window& operator=(const Window&) = delete;

  GtkWindow* widget() const { return window_; }
  void present() { gtk_window_present(window_); }
  // Starts what draws pages, while the sidecar starts too.
  void prepare();
  // Shows the page of this sidecar; nothing once the window has been left for the browser.
  void show(const SidecarProcess::Place& place);
  void show(const Notice& notice);
  void open_session(std::int64_t session);
  // Shows why, and opens the browser.
  void leave(const std::string& why);

 private:
  void make_view();
  void apply(Recovery::Remedy remedy, const std::string& why);

  GtkApplication* application_;
  GtkWindow* window_;
  Drawing drawing_;
  Recovery recovery_;
  std::function<void()> open_browser_;
  std::unique_ptr<WebView> view_;
  std::optional<SidecarProcess::Place> place_;
  bool has_left_ = false;
};

}  // namespace hearth::shell
