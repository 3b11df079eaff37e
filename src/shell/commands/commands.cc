#include "shell/commands/commands.h"

namespace hearth::shell {

namespace {

constexpr const Command* table[] = {
    &autostart, &choose_folder, &notify, &painted, &save_file, &set_autostart, &token,
};

}  // namespace

const Command* find_command(std::string_view name) {
  for (const Command* command : table) {
    if (command->name == name) return command;
  }
  return nullptr;
}

}  // namespace hearth::shell
