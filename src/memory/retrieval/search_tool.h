// memory_search: what was said, learnt or read, for the model of a run.
#pragma once

#include <memory>

#include "domain/tool.h"
#include "memory/asker.h"
#include "memory/retrieval/memory.h"

namespace hearth::memory {

// `memory` must outlive the tool.
std::unique_ptr<Tool> make_memory_search(Memory& memory, const Asker& asker);

}  // namespace hearth::memory
