// docs_search: passages of the documents that were added, for the model of a run, each with the place to cite.
#pragma once

#include <memory>
#include <string>

#include "domain/tool.h"
#include "memory/asker.h"
#include "memory/retrieval/memory.h"

namespace hearth::memory {

// `folder` is that of the asker's workspace, absolute: paths below it are given and taken relative to it. `memory` must
// outlive the tool.
std::unique_ptr<Tool> make_docs_search(Memory& memory, const Asker& asker, std::string folder);

}  // namespace hearth::memory
