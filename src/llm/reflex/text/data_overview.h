// What can be said of a file that holds data instead of sentences: its kind, its size, its columns or keys. Numbers are
// counted, names are verbatim. Pure.
#pragma once

#include <optional>
#include <string>

#include "llm/reflex/source.h"

namespace hearth::llm::reflex {

// Nothing for prose and source code.
std::optional<std::string> data_overview(const Source& source);

}  // namespace hearth::llm::reflex
