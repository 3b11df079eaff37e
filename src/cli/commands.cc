#include "cli/commands.h"

#include <algorithm>

#include "base/edit_distance.h"
#include "cli/commands/all.h"

namespace hearth::cli {

namespace {

std::string_view group_of(std::string_view name) {
  std::size_t space = name.find(' ');
  return space == std::string_view::npos ? std::string_view{} : name.substr(0, space);
}

}  // namespace

const std::vector<Option>& global_options() {
  static const std::vector<Option> table{
      {"--config", "FILE", "Configuration file (HEARTH_CONFIG)", Offer::file},
      {"--data", "DIR", "Data directory (HEARTH_DATA)", Offer::directory},
      {"--json", "", "Print one JSON object a line"},
      {"--no-color", "", "Print without colour (NO_COLOR)"},
  };
  return table;
}

const std::vector<Command>& commands() {
  static const std::vector<Command> table{
      chat_command(),
      completion_command(),
      docs_add_command(),
      docs_list_command(),
      docs_remove_command(),
      docs_search_command(),
      docs_show_command(),
      docs_watch_command(),
      doctor_command(),
      history_file_command(),
      history_search_command(),
      memory_add_command(),
      memory_confirm_command(),
      memory_edit_command(),
      memory_export_command(),
      memory_forget_command(),
      memory_list_command(),
      memory_search_command(),
      memory_show_command(),
      models_list_command(),
      network_command(),
      network_allow_command(),
      network_allowlist_command(),
      network_ask_command(),
      network_deny_command(),
      network_forget_command(),
      network_local_command(),
      network_log_command(),
      network_offline_command(),
      network_preview_command(),
      open_command(),
      protection_command(),
      protection_accept_command(),
      run_command(),
      serve_command(),
      sessions_delete_command(),
      sessions_list_command(),
      sessions_show_command(),
      settings_get_command(),
      settings_list_command(),
      settings_set_command(),
      settings_unset_command(),
      status_command(),
      stop_command(),
      support_bundle_command(),
  };
  return table;
}

const Command* find_command(std::string_view name) {
  auto found =
      std::find_if(commands().begin(), commands().end(), [&](const Command& each) { return each.name == name; });
  return found == commands().end() ? nullptr : &*found;
}

std::vector<const Command*> commands_of_group(std::string_view group) {
  std::vector<const Command*> members;
  if (group.empty()) return members;
  for (const Command& command : commands()) {
    if (group_of(command.name) == group) members.push_back(&command);
  }
  return members;
}

std::string nearest_command(std::string_view typed) {
  std::string_view best;
  std::size_t best_distance = typed.size() / 3 + 2;  // anything further is no slip of the finger
  for (const Command& command : commands()) {
    for (std::string_view name : {command.name, group_of(command.name)}) {
      if (name.empty()) continue;
      std::size_t d = edit_distance(typed, name);
      if (d >= best_distance) continue;
      best = name;
      best_distance = d;
    }
  }
  return std::string(best);
}

}  // namespace hearth::cli
