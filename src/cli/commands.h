// The table of all commands, sorted by name. Any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/command.h"

namespace hearth::cli {

const std::vector<Command>& commands();
const Command* find_command(std::string_view name);
// The commands below a group such as "sessions"; empty if there is no such group.
std::vector<const Command*> commands_of_group(std::string_view group);
// The command or group whose name is nearest to what was typed; empty if none is near.
std::string nearest_command(std::string_view typed);

}  // namespace hearth::cli
