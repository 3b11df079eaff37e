// What would go out if a task were given to a model elsewhere: the same request, masked the same way, and not sent.
// Nothing is stored. Any thread. Throws Error as starting the run would.
#pragma once

#include <optional>
#include <string>

#include "agent/environment.h"
#include "agent/outbound.h"
#include "domain/ids.h"

namespace hearth::agent {

struct PreviewTask {
  std::optional<SessionId> session;  // nothing: a new one
  std::string workspace_root;        // of a new one
  std::string task;
  std::string model;
};

// Nothing for a model on this machine: it sends nothing.
std::optional<OutboundPreview> preview_task(const Environment& environment, const PreviewTask& task);

}  // namespace hearth::agent
