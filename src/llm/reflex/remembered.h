// What is kept in memory and what the documents that were added say, for questions that no file here answers. Each line
// is verbatim, with its place. One thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "llm/reflex/desk.h"
#include "llm/reflex/text/answer.h"

namespace hearth::llm::reflex {

// The lines that answer the question, best first: what was kept, then documents, then what the user said. Nothing while
// results are outstanding; empty if there is no answer, or the tools are not offered.
std::optional<std::vector<std::string>> lines_remembered(Desk& desk, const std::string& asked,
                                                         const Question& question);

// All that is said about something, in the same way.
std::optional<std::vector<std::string>> all_remembered(Desk& desk, const std::string& about);

// "contracts/lease.pdf, page 3", "observation 4", "session 2, user, 2026-11-20": where a result of memory_search or
// docs_search stands.
std::string place_of_result(const json& result);

}  // namespace hearth::llm::reflex
