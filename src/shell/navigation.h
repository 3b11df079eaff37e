// Where the web view may go: to Hearth's own pages. A link elsewhere is offered to the user's browser, if he clicked
// it; windows, downloads and permissions are refused. Main thread.
#pragma once

#include <gtk/gtk.h>
#include <webkit/webkit.h>

#include <functional>
#include <string>

namespace hearth::shell {

struct NavigationRules {
  GtkWindow* window;
  std::function<std::string()> own_url;  // "http://127.0.0.1:PORT"; empty: none yet
  std::function<bool()> has_gesture;
};

bool is_own(const std::string& own_url, const char* uri);

// The rules must live as long as the view.
void lock_navigation(WebKitWebView* view, const NavigationRules& rules);

}  // namespace hearth::shell
