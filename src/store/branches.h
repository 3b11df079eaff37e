// The branches of a session. Its messages are a tree: an edited task or another answer hangs where the first one hangs.
// The session's head is the last message of the branch in use; what is shown and what a model is told is the chain from
// the head to the root. A new message follows the head and becomes it (messages.h).
#pragma once

#include <optional>

#include "base/clock.h"
#include "domain/ids.h"
#include "store/store.h"

namespace hearth::store {

// The next message follows this one; nothing: it begins the conversation anew. Throws Error: not_found without such a
// session, invalid_argument if the message is not in it.
void set_head(Write& write, SessionId session, std::optional<MessageId> head);
// The branch in use ends at the newest message below this one, or at itself. Throws as set_head().
void show_branch(Write& write, SessionId session, MessageId message);
// Likewise for the present head: for after something was to be added below it, but was not.
void show_whole_branch(Write& write, SessionId session);

// A new session in the same workspace, with the title, the labels and the network mode of the old one and copies of
// its messages from the first up to this one. What was allowed in the old session is not allowed in the new one.
SessionId fork_session(Write& write, SessionId session, MessageId last, UnixMillis now);

}  // namespace hearth::store
