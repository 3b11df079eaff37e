#include "app/toolkit.h"

#include <algorithm>
#include <memory>
#include <sstream>
#include <utility>

#include "memory/observing/forget_tool.h"
#include "memory/observing/save_tool.h"
#include "memory/retrieval/docs_search_tool.h"
#include "memory/retrieval/search_tool.h"
#include "store/file_history.h"
#include "store/sessions.h"
#include "tools/boxed_commands.h"
#include "tools/tools.h"
#include "workspace/workspace.h"

namespace hearth::app {

namespace {

std::vector<std::string> untrusted_files(const settings::Settings& settings) {
  std::vector<std::string> globs;
  std::istringstream list(settings.text("labels.untrusted_files"));
  for (std::string glob; std::getline(list, glob, ',');) {
    glob.erase(0, glob.find_first_not_of(' '));
    if (!glob.empty()) globs.push_back(std::move(glob));
  }
  return globs;
}

// In the order of construction: the workspace reports to the recorder.
struct Foundation {
  Foundation(const ToolGround& ground, const agent::RunScope& scope, const settings::Settings& settings)
      : recorder(ground.store, {scope.workspace, scope.run, scope.task, scope.session, untrusted_files(settings)}),
        workspace(scope.workspace_root, recorder,
                  {.forbidden = ground.forbidden_folders, .links = workspace::RootLinks::refuse}),
        commands({ground.sandbox, ground.gate, ground.store, recorder, scope.session, scope.run, scope.workspace,
                  workspace.root(), untrusted_files(settings),
                  [&store = ground.store, id = scope.workspace] { return fallback_of(store, id); }, scope.on_output}) {}
  store::FileRecorder recorder;
  workspace::Workspace workspace;
  tools::BoxedCommands commands;
};

void add_memory_tools(const ToolGround& ground, const agent::RunScope& scope, const settings::Settings& settings,
                      ToolBox& tools) {
  memory::Asker asker{scope.workspace, scope.session, scope.began};
  tools.push_back(memory::make_memory_search(ground.memory, asker));
  tools.push_back(memory::make_docs_search(ground.memory, asker, scope.workspace_root));
  tools.push_back(
      memory::make_memory_save(ground.store, asker, memory::suggestions_from(settings.text("memory.suggestions"))));
  tools.push_back(memory::make_memory_forget(ground.store, asker));
}

void sort_by_name(ToolBox& tools) {
  std::sort(tools.begin(), tools.end(), [](const auto& a, const auto& b) { return a->spec().name < b->spec().name; });
}

}  // namespace

sandbox::Fallback fallback_of(store::Store& store, WorkspaceId workspace) {
  auto least = store.read([&](db::Connection& connection) { return store::least_box(connection, workspace); });
  return least == store::LeastBox::reduced ? sandbox::Fallback::landlock : sandbox::Fallback::refuse;
}

agent::ToolFactory make_tool_factory(ToolGround ground) {
  return [ground = std::move(ground)](const agent::RunScope& scope) {
    settings::Settings settings = ground.settings();
    auto foundation = std::make_shared<Foundation>(ground, scope, settings);
    agent::Toolkit kit;
    kit.tools = tools::make_tools({foundation->workspace,
                                   foundation->commands,
                                   ground.store,
                                   scope.workspace,
                                   scope.session,
                                   scope.task,
                                   scope.began,
                                   {settings.text("git.name"), settings.text("git.email")}});
    add_memory_tools(ground, scope, settings, kit.tools);
    sort_by_name(kit.tools);
    kit.foundation = std::move(foundation);
    return kit;
  };
}

}  // namespace hearth::app
