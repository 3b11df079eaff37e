// What a part of a task asks for, without what people say around it: greetings, "could you please", "would you?",
// "because I have to send it", "the auditor asks which …". Pure; any thread.
#pragma once

#include "llm/reflex/language/clause.h"

namespace hearth::llm::reflex {

// Without greetings and courtesies in front of the verb.
Clause without_courtesy(Clause clause);
// Without what stands around the wish: who has it, why, and thanks.
Clause only_the_wish(Clause clause);

}  // namespace hearth::llm::reflex
