// Where a run waits for the user's word about a call, and where that word arrives. The word itself is durable before it
// gets here (see RunRegistry::decide). Owned by the registry; any thread.
#pragma once

#include <map>
#include <stop_token>
#include <string>
#include <utility>

#include "base/sync.h"
#include "domain/ids.h"
#include "domain/run.h"

namespace hearth::agent {

class ApprovalBoard {
 public:
  void post(RunId run, const std::string& call_id, Approval approval);
  // Blocks until the word is there, and takes it. Throws Cancelled on stop.
  Approval wait(RunId run, const std::string& call_id, std::stop_token stop);

 private:
  Sync<std::map<std::pair<RunId, std::string>, Approval>> words_;
};

}  // namespace hearth::agent
