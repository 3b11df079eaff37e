// Every command, one function each, defined in the file of the same name; joined into one table by commands.cc.
#pragma once

#include "cli/command.h"

namespace hearth::cli {

Command chat_command();
Command completion_command();
Command docs_add_command();
Command docs_list_command();
Command docs_remove_command();
Command docs_search_command();
Command docs_show_command();
Command docs_watch_command();
Command doctor_command();
Command history_file_command();
Command history_search_command();
Command memory_add_command();
Command memory_confirm_command();
Command memory_edit_command();
Command memory_export_command();
Command memory_forget_command();
Command memory_list_command();
Command memory_search_command();
Command memory_show_command();
Command models_list_command();
Command network_allow_command();
Command network_allowlist_command();
Command network_ask_command();
Command network_command();
Command network_deny_command();
Command network_forget_command();
Command network_local_command();
Command network_log_command();
Command network_offline_command();
Command network_preview_command();
Command open_command();
Command protection_accept_command();
Command protection_command();
Command run_command();
Command serve_command();
Command sessions_delete_command();
Command sessions_list_command();
Command sessions_show_command();
Command settings_get_command();
Command settings_list_command();
Command settings_set_command();
Command settings_unset_command();
Command status_command();
Command stop_command();
Command support_bundle_command();

}  // namespace hearth::cli
