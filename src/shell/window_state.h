// Size of the window and whether it was maximized, kept in $XDG_STATE_HOME/hearth/window.ini. (Where it stood is not
// for a program to know.) A file that cannot be read or written is no reason to stop anybody. Main thread.
#pragma once

#include <gtk/gtk.h>

namespace hearth::shell {

void restore_state(GtkWindow* window);
void save_state(GtkWindow* window);

}  // namespace hearth::shell
