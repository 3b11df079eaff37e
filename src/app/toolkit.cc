#include "app/toolkit.h"

#include <memory>
#include <utility>

#include "store/file_history.h"
#include "tools/tools.h"
#include "workspace/workspace.h"

namespace hearth::app {

namespace {

// In the order of construction: the workspace reports to the recorder.
struct Foundation {
  Foundation(store::Store& store, const agent::RunScope& scope, const workspace::Options& options)
      : recorder(store, {scope.workspace, scope.run, scope.task, scope.session}), workspace(scope.workspace_root, recorder, options) {}
  store::FileRecorder recorder;
  workspace::Workspace workspace;
};

}  // namespace

agent::ToolFactory make_tool_factory(store::Store& store, std::vector<std::string> forbidden_folders) {
  workspace::Options options;
  options.forbidden = std::move(forbidden_folders);
  return [&store, options](const agent::RunScope& scope) {
    auto foundation = std::make_shared<Foundation>(store, scope, options);
    agent::Toolkit kit;
    kit.tools =
        tools::make_tools({foundation->workspace, store, scope.workspace, scope.session, scope.task, scope.began});
    kit.foundation = std::move(foundation);
    return kit;
  };
}

}  // namespace hearth::app
