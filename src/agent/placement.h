// Where a task stands in the conversation of its session. It is decided when the task is given and kept in the task's
// inputs; its message is added only when the run begins, behind everything that the runs before it have said. Called by
// RunRegistry and Run inside their transactions.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "domain/ids.h"
#include "domain/json.h"
#include "store/runs.h"
#include "store/store.h"

namespace hearth::agent {

// Begins a branch: the task follows this message, or none, as the first task of a session.
struct Branch {
  std::optional<MessageId> parent;
};

struct Placement {
  std::optional<Branch> branch;         // none: behind the branch in use
  std::optional<MessageId> regenerate;  // a message of the user that is answered anew; nothing is added
  std::vector<AttachmentId> attachments = {};
};

// What the task's inputs say of it, with the prompt: the text given, or that of the message that is answered anew.
// Throws Error: invalid_argument for a message or an attachment that is not there or not the user's,
// conflict for a branch while a run of the session is open.
json placement_inputs(db::Connection& connection, SessionId session, const std::string& task,
                      const Placement& placement);

// Takes the conversation to where the task stands, and adds its message; nothing if there is none to add. What is
// attached comes from outside and is the user's: the session takes on both labels with it (docs/adr/0010).
std::optional<MessageId> enter_conversation(store::Write& write, const std::string& data_directory,
                                            const store::Run& run, UnixMillis now);

}  // namespace hearth::agent
