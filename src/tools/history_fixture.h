// For tests only: a store and a workspace whose file events go into it, with tasks made as the agent makes them.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "sandbox/box_program_for_tests.h"
#include "store/file_history.h"
#include "store/messages.h"
#include "store/runs.h"
#include "store/sessions.h"
#include "store/store.h"
#include "tools/tool_fixture.h"
#include "tools/tools.h"

namespace hearth::tools {

// A task that is under way.
struct Doing {
  TaskId task;
  RunId run;
  UnixMillis began = 0;
};

class HistoryTest : public testing::Test {
 protected:
  Doing begin(const std::string& title, UnixMillis at) {
    return store_.write([&](store::Write& write) {
      TaskId task = store::add_task(write, {session_, title, json::object(), at});
      return Doing{task, store::add_run(write, task, session_, "reflex", at), at};
    });
  }

  // One call of a file tool by the task.
  ToolResult act(const Doing& doing, std::unique_ptr<Tool> (*make)(workspace::Workspace&), const json& arguments) {
    store::FileRecorder recorder(store_, {workspace_id_, doing.run, doing.task, session_});
    workspace::Workspace workspace(folder_ / "ws", recorder, {{folder_ / "data"}, workspace::Resolution::automatic});
    return call_checked(*make(workspace), arguments);
  }

  void say(const std::string& text, UnixMillis at) {
    Message message = user_message(text);
    store_.write([&](store::Write& write) { return store::add_message(write, {session_, {}, message, at}); });
  }

  Environment environment(const Doing& running = {}) {
    return {workspace_, commands_, store_, workspace_id_, session_, running.task, running.began};
  }

  workspace::TemporaryFolder folder_;
  workspace::RecordingSink sink_;
  bool made_ = std::filesystem::create_directories(folder_ / "ws");
  store::Store store_{{folder_ / "data", store::Durability::normal}};
  WorkspaceId workspace_id_ =
      store_.write([&](store::Write& write) { return store::workspace_id(write, folder_ / "ws", 1); });
  SessionId session_ =
      store_.write([&](store::Write& write) { return store::add_session(write, "work", workspace_id_, 1); });
  workspace::Workspace workspace_{folder_ / "ws", sink_, {{folder_ / "data"}, workspace::Resolution::automatic}};
  // The build may lie in a folder that only its owner enters.
  bool copied_ = std::filesystem::copy_file(sandbox::box_program_for_tests(), folder_ / "hearth-box");
  sandbox::Sandbox sandbox_{
      {.box_program = folder_ / "hearth-box", .state_folder = folder_ / "boxes", .forbidden = {folder_ / "data"}}};
  egress::Gate gate_{store_, {}};
  BoxedCommands commands_{{sandbox_, gate_, store_, sink_, session_, {}, workspace_id_, folder_ / "ws"}};
};

}  // namespace hearth::tools
