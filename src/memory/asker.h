// On whose behalf memory is asked or told something: one task of one session, in its project. Plain value; any thread.
#pragma once

#include "base/clock.h"
#include "domain/ids.h"

namespace hearth::memory {

// Nothing of another project is found or kept, and nothing of the task that is asking is found.
struct Asker {
  WorkspaceId workspace;
  SessionId session;
  UnixMillis task_began = 0;
};

}  // namespace hearth::memory
