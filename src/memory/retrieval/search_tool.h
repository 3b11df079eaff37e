// memory_search: what was said, learnt or read, for the model of a run.
#pragma once

#include <memory>

#include "domain/ids.h"
#include "domain/tool.h"
#include "memory/retrieval/memory.h"

namespace hearth::memory {

// On whose behalf: nothing of another project is found, and nothing of the task that is asking.
struct Asker {
  WorkspaceId workspace;
  SessionId session;
  UnixMillis task_began = 0;
};
// `memory` must outlive the tool.
std::unique_ptr<Tool> make_memory_search(Memory& memory, const Asker& asker);

}  // namespace hearth::memory
