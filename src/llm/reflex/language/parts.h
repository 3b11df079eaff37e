// Where one part of a task ends and the next one begins. Pure functions over tokens; any thread.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "llm/reflex/language/clause.h"
#include "llm/reflex/language/tokens.h"

namespace hearth::llm::reflex {

bool names_file(const Tokens& tokens);
// "in", "from": what may stand in front of a place.
bool is_preposition_of_place(const Token& token);
// Where the next part begins if the words at `i`, behind `part`, lead to one; else i.
std::size_t next_part(const Tokens& part, const Tokens& tokens, std::size_t i);
// Whether the colon at `at` ends what only leads to a wish: "my boss complains about the names: could you …".
bool begins_after_preamble(const Tokens& part, const Tokens& tokens, std::size_t at);
// Whether the part, which `next` ends, only says where: "in notes/todo.txt, …", "the lease contracts/lease.md: …".
bool names_place(const Tokens& part, const Token& next);
// "a.md and b.md: what is different?"
bool names_two_files(const Tokens& part, const Token& next);

}  // namespace hearth::llm::reflex
