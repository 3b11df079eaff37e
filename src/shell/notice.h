// A page of the window that needs no web view: what went wrong, and buttons for what can be done. Main thread.
#pragma once

#include <gtk/gtk.h>

#include <functional>
#include <string>
#include <vector>

namespace hearth::shell {

struct Notice {
  struct Button {
    const char* label;
    std::function<void()> pressed;
  };
  std::string title;
  std::string text;
  std::vector<Button> buttons = {};
};

// Owned by whoever puts it into a window, as every widget is.
GtkWidget* make_notice(const Notice& notice);

}  // namespace hearth::shell
