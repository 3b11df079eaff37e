// Cuts a task into parts that ask for one thing each: "summarise a.md, then count its words". The text of a note is not
// cut, and where it stands without quotes it becomes a quoted text. Pure; any thread.
#pragma once

#include <string_view>
#include <vector>

#include "llm/reflex/language/clause.h"

namespace hearth::llm::reflex {

// In order, as they were said, without courtesies.
std::vector<Clause> split_clauses(std::string_view task);

}  // namespace hearth::llm::reflex
