// From the conversation to steps: the last user message is cut into clauses (language/split.h), each is said in the
// grammar's words (frames/frame.h) and read with what came before it, and the first intent that fits makes the step.
// Pure; the same messages give the same plan.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "base/clock.h"
#include "domain/message.h"
#include "llm/reflex/step.h"

namespace hearth::llm::reflex {

struct Plan {
  std::vector<Step> steps;
};

// `before`: the messages of the session before the last one of the user, for "it" and "the same for …".
Plan make_plan(std::string_view task, std::span<const Message> before, UnixMillis now);

}  // namespace hearth::llm::reflex
