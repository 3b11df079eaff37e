// Makes a conversation acceptable to chat servers, which refuse a whole request for one loose end: a call without its
// result, a result without its call, an empty text. A cancelled run, a crash or a shortened history leaves such ends.
// Pure; any thread.
#pragma once

#include <vector>

#include "domain/message.h"

namespace hearth::llm {

// Each tool call followed by exactly one result, in the order of the calls, in one tool message; a missing result is
// replaced by one that says so. No orphaned results, no thinking, no empty texts or messages; user messages in a row
// become one.
std::vector<Message> repaired(const std::vector<Message>& messages);

}  // namespace hearth::llm
