#include "tools/tools.h"

#include <array>

#include "tools/builtin.h"

namespace hearth::tools {

namespace {

struct Entry {
  std::string_view name;
  std::unique_ptr<Tool> (*make)(const Environment& environment);
};

// Sorted by name.
constexpr std::array<Entry, 17> table = {{
    {"code_run", make_code_run},
    {"fs_delete", [](const Environment& e) { return make_fs_delete(e.workspace); }},
    {"fs_edit", [](const Environment& e) { return make_fs_edit(e.workspace); }},
    {"fs_find", [](const Environment& e) { return make_fs_find(e.workspace); }},
    {"fs_list", [](const Environment& e) { return make_fs_list(e.workspace); }},
    {"fs_move", [](const Environment& e) { return make_fs_move(e.workspace); }},
    {"fs_read", [](const Environment& e) { return make_fs_read(e.workspace); }},
    {"fs_search", [](const Environment& e) { return make_fs_search(e.workspace); }},
    {"fs_write", [](const Environment& e) { return make_fs_write(e.workspace); }},
    {"git_commit", make_git_commit},
    {"git_diff", make_git_diff},
    {"git_log", make_git_log},
    {"git_status", make_git_status},
    {"history_file", make_history_file},
    {"history_search", make_history_search},
    {"shell_run", make_shell_run},
    {"text_stats", [](const Environment& e) { return make_text_stats(e.workspace); }},
}};

}  // namespace

ToolBox make_tools(const Environment& environment) {
  ToolBox tools;
  for (const Entry& entry : table) tools.push_back(entry.make(environment));
  return tools;
}

std::vector<std::string_view> tool_names() {
  std::vector<std::string_view> names;
  for (const Entry& entry : table) names.push_back(entry.name);
  return names;
}

}  // namespace hearth::tools
