// What the history tools give, as values, and how answers show it. Pure.
#pragma once

#include <string>
#include <vector>

#include "domain/json.h"
#include "llm/reflex/desk.h"

namespace hearth::llm::reflex {

// "- 2026-11-22 17:03: Summarise README.md (finished; read)" for each of the tasks.
std::string task_lines(const json& tasks);
// "- 2026-11-22 17:03, user: …" for each of the messages.
std::string message_lines(const json& messages);
json list_of(const Reply& reply, const char* name);

}  // namespace hearth::llm::reflex
