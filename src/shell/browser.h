// Hearth in the user's browser, where the window cannot show it. Main thread.
#pragma once

#include <gtk/gtk.h>

#include <functional>
#include <string>
#include <vector>

namespace hearth::shell {

// Asks `PROGRAM open` for a login link that is good once, and opens it. `failed` is called if there is none.
void open_in_browser(GtkWindow* window, const std::string& program, const std::vector<std::string>& environment,
                     std::function<void(const std::string& why)> failed);

}  // namespace hearth::shell
