// An observation as a client reads it: with the folder of its project, and where it was said. Any thread.
#pragma once

#include "domain/json.h"
#include "domain/observation.h"
#include "store/observations.h"

namespace hearth::memory {

// to_json(), with "workspace", the folder, beside its id.
json described(db::Connection& connection, const Observation& observation, UnixMillis now);
// The message where it was said: {message_id, session_id, role, text, created_at}; null if there is none to be read.
json described_source(db::Connection& connection, const store::Audience& audience, const Observation& observation);

}  // namespace hearth::memory
