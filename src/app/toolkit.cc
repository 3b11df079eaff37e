#include "app/toolkit.h"

#include <memory>
#include <utility>

#include "store/file_history.h"
#include "tools/boxed_commands.h"
#include "tools/tools.h"
#include "workspace/workspace.h"

namespace hearth::app {

namespace {

// In the order of construction: the workspace reports to the recorder.
struct Foundation {
  Foundation(const ToolGround& ground, const agent::RunScope& scope)
      : recorder(ground.store, {scope.workspace, scope.run, scope.task, scope.session}),
        workspace(scope.workspace_root, recorder, {.forbidden = ground.forbidden_folders}),
        commands({ground.sandbox, ground.store, scope.workspace, workspace.root(), sandbox::Fallback::refuse,
                  scope.on_output}) {}
  store::FileRecorder recorder;
  workspace::Workspace workspace;
  tools::BoxedCommands commands;
};

}  // namespace

agent::ToolFactory make_tool_factory(ToolGround ground) {
  return [ground = std::move(ground)](const agent::RunScope& scope) {
    auto foundation = std::make_shared<Foundation>(ground, scope);
    settings::Settings settings = ground.settings();
    agent::Toolkit kit;
    kit.tools = tools::make_tools({foundation->workspace,
                                   foundation->commands,
                                   ground.store,
                                   scope.workspace,
                                   scope.session,
                                   scope.task,
                                   scope.began,
                                   {settings.text("git.name"), settings.text("git.email")}});
    kit.foundation = std::move(foundation);
    return kit;
  };
}

}  // namespace hearth::app
