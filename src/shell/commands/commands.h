// The table of commands, sorted by name.
#pragma once

#include "shell/commands/command.h"

namespace hearth::shell {

extern const Command autostart;
extern const Command choose_folder;
extern const Command notify;
extern const Command painted;
extern const Command save_file;
extern const Command set_autostart;
extern const Command token;

// Null for a name that is not in the table.
const Command* find_command(std::string_view name);

}  // namespace hearth::shell
