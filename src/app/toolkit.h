// Makes the tools of a run: opens its workspace, binds file events to it. Called on the run's thread.
#pragma once

#include <string>
#include <vector>

#include "agent/environment.h"
#include "store/store.h"

namespace hearth::app {

// `forbidden_folders`: Hearth's own data, where no workspace may be. The store must outlive every toolkit.
agent::ToolFactory make_tool_factory(store::Store& store, std::vector<std::string> forbidden_folders);

}  // namespace hearth::app
