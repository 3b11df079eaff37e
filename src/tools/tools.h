// The built-in tools, one file each, joined in one table (tools.cc). To add one: write its file, declare how it is made
// in builtin.h, add a line to the table.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "domain/ids.h"
#include "domain/tool.h"
#include "store/store.h"
#include "tools/boxed_commands.h"
#include "tools/git.h"
#include "workspace/workspace.h"

namespace hearth::tools {

// What the tools of one run work on. The references must outlive the tools.
struct Environment {
  workspace::Workspace& workspace;
  BoxedCommands& commands;
  store::Store& store;
  WorkspaceId workspace_id;
  // The running task, which is no part of its own history.
  SessionId session;
  TaskId task;
  UnixMillis task_began = 0;
  GitIdentity git_identity = {};
};

// Every tool, sorted by name.
ToolBox make_tools(const Environment& environment);

std::vector<std::string_view> tool_names();

}  // namespace hearth::tools
