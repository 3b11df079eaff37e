// memory_save: the model keeps something. Only what the user wrote in so many words holds at once; all else waits as a
// suggestion, or is done with as the setting memory.suggestions says.
#pragma once

#include <memory>

#include "domain/tool.h"
#include "memory/asker.h"
#include "memory/observing/suggesting.h"
#include "store/store.h"

namespace hearth::memory {

// `store` must outlive the tool.
std::unique_ptr<Tool> make_memory_save(store::Store& store, const Asker& asker, Suggestions suggestions);

}  // namespace hearth::memory
