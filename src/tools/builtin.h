// How each built-in tool is made: from what it works on and nothing more.
#pragma once

#include <memory>

#include "domain/tool.h"
#include "tools/tools.h"
#include "workspace/workspace.h"

namespace hearth::tools {

std::unique_ptr<Tool> make_code_run(const Environment& environment);
std::unique_ptr<Tool> make_fs_delete(workspace::Workspace& workspace);
std::unique_ptr<Tool> make_fs_edit(workspace::Workspace& workspace);
std::unique_ptr<Tool> make_fs_find(workspace::Workspace& workspace);
std::unique_ptr<Tool> make_fs_list(workspace::Workspace& workspace);
std::unique_ptr<Tool> make_fs_move(workspace::Workspace& workspace);
std::unique_ptr<Tool> make_fs_read(workspace::Workspace& workspace);
std::unique_ptr<Tool> make_fs_search(workspace::Workspace& workspace);
std::unique_ptr<Tool> make_fs_write(workspace::Workspace& workspace);
std::unique_ptr<Tool> make_git_commit(const Environment& environment);
std::unique_ptr<Tool> make_git_diff(const Environment& environment);
std::unique_ptr<Tool> make_git_log(const Environment& environment);
std::unique_ptr<Tool> make_git_status(const Environment& environment);
std::unique_ptr<Tool> make_history_file(const Environment& environment);
std::unique_ptr<Tool> make_history_search(const Environment& environment);
std::unique_ptr<Tool> make_shell_run(const Environment& environment);
std::unique_ptr<Tool> make_text_stats(workspace::Workspace& workspace);

}  // namespace hearth::tools
