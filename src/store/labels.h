// What sessions and files have been found to hold (domain/labels.h). Labels are only ever added. A file that is read
// passes its label on to the session, and a file that is changed takes on the session's: both in the transaction that
// records the access (file_events.cc), so that no content is ever ahead of its label.
#pragma once

#include "domain/ids.h"
#include "domain/labels.h"
#include "store/store.h"

namespace hearth::store {

Labels session_labels(db::Connection& connection, SessionId session);  // throws Error(not_found)
void add_session_labels(Write& write, SessionId session, const Labels& labels);
// Whether any file that lies in the workspace now is labelled untrusted: a program that runs there may read it.
bool has_untrusted_files(db::Connection& connection, WorkspaceId workspace);

}  // namespace hearth::store
