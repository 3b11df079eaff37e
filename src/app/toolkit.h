// Makes the tools of a run: opens its workspace, binds file events to it, boxes its programs. Called on the run's
// thread.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "agent/environment.h"
#include "egress/gate.h"
#include "memory/retrieval/memory.h"
#include "sandbox/launcher.h"
#include "settings/settings.h"
#include "store/store.h"

namespace hearth::app {

// What all toolkits stand on; it must outlive them.
struct ToolGround {
  store::Store& store;
  sandbox::Sandbox& sandbox;
  egress::Gate& gate;
  memory::Memory& memory;
  std::function<settings::Settings()> settings;
  std::vector<std::string> forbidden_folders;  // Hearth's own data, where no workspace may be
};

agent::ToolFactory make_tool_factory(ToolGround ground);

// What the user accepted for programs in a workspace where no full box can be made.
sandbox::Fallback fallback_of(store::Store& store, WorkspaceId workspace);

}  // namespace hearth::app
