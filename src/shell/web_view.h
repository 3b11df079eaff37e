// The web view with everything that keeps its page inside: navigation lock, content filter, bridge, and settings that
// give a page no more than it needs. Owned by the window; main thread.
#pragma once

#include <gtk/gtk.h>
#include <webkit/webkit.h>

#include <functional>
#include <memory>
#include <string>

#include "shell/bridge.h"
#include "shell/glib.h"
#include "shell/navigation.h"
#include "shell/recovery.h"
#include "shell/sidecar_process.h"

namespace hearth::shell {

class WebView {
 public:
  struct Events {
    std::function<void()> painted;  // once per load
    std::function<void()> crashed;
    std::function<void()> blank;                             // loaded, in sight, and nothing was drawn in time
    std::function<void(const std::string& fault)> unusable;  // what keeps the page inside could not be made
  };
  WebView(GtkApplication* application, GtkWindow* window, Drawing drawing, Events events);
  ~WebView();
  WebView(const WebView&) = delete;
  WebView& operator=(const WebView&) = delete;

  GtkWidget* widget() const { return GTK_WIDGET(view_.get()); }
  // Starts the web process, which takes longer than the sidecar does.
  void prepare();
  // Shows the page of this sidecar, once nothing else can be loaded.
  void show(const SidecarProcess::Place& place);
  // Again from the start, at the place in the app where it was.
  void load();
  // Now, or as soon as there is a page.
  void open_session(std::int64_t session);

 private:
  void painted();
  void watch_for_paint();
  void note_gestures();
  static gboolean is_late(gpointer self);

  GtkWindow* window_;
  Events events_;
  SidecarProcess::Place place_;
  Ref<WebKitWebView> view_;
  NavigationRules rules_;
  std::unique_ptr<Bridge> bridge_;
  std::int64_t session_to_open_ = 0;
  bool is_painted_ = false;
  guint paint_timer_ = 0;
  // What asynchronous work holds, to learn that the view has gone.
  std::shared_ptr<WebView*> alive_;
};

}  // namespace hearth::shell
