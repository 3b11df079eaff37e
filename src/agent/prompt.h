// What a model is told: the system text, and the conversation as this run may see it. Pure; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/clock.h"
#include "domain/message.h"
#include "store/messages.h"

namespace hearth::agent {

// Of a conversation, the newest so many are looked at.
inline constexpr std::int64_t messages_in_view = 400;

std::string system_prompt(const std::string& workspace_root, UnixMillis now);

// The messages of earlier runs of the session, then those of this run, from the question on; messages of later, still
// queued runs are left out. Repaired so that every tool_use is directly followed by its one tool_result. The oldest
// turns are dropped, whole, until the text is at most `max_bytes`; the run's own messages always stay.
std::vector<Message> conversation_for(RunId run, std::vector<store::StoredMessage> messages, std::size_t max_bytes);

}  // namespace hearth::agent
