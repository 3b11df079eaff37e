// From the conversation to steps: the last user message is cut into clauses (language/split.h), each is said in the
// grammar's words (frames/frame.h) and read with what came before it, and the first intent that fits makes the step.
// Pure; the same messages give the same plan.
#pragma once

#include <list>
#include <span>
#include <string>
#include <vector>

#include "base/clock.h"
#include "domain/message.h"
#include "llm/reflex/step.h"

namespace hearth::llm::reflex {

struct Plan {
  std::list<std::string> texts;  // what was said; the steps refer to it, and a list's nodes never move
  std::vector<Step> steps;
};

// `said`: the last message of the user; `before`: those of the session before it, for "it" and "the same for …".
Plan make_plan(const Message& said, std::span<const Message> before, UnixMillis now);

}  // namespace hearth::llm::reflex
