// memory_forget: the model deletes something that is known, for good, once the user has agreed.
#pragma once

#include <memory>

#include "domain/tool.h"
#include "memory/asker.h"
#include "store/store.h"

namespace hearth::memory {

// `store` must outlive the tool.
std::unique_ptr<Tool> make_memory_forget(store::Store& store, const Asker& asker);

}  // namespace hearth::memory
