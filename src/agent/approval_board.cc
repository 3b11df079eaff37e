#include "agent/approval_board.h"

#include "base/stop.h"

namespace hearth::agent {

void ApprovalBoard::post(RunId run, const std::string& call_id, Approval approval) {
  words_.update([&](auto& words) { words[{run, call_id}] = approval; });
}

Approval ApprovalBoard::wait(RunId run, const std::string& call_id, std::stop_token stop) {
  std::pair key(run, call_id);
  Approval approval = Approval::deny;
  bool arrived = words_.wait(
      stop, [&](auto& words) { return words.contains(key); },
      [&](auto& words) { approval = words.extract(key).mapped(); });
  if (!arrived) throw Cancelled{};
  return approval;
}

}  // namespace hearth::agent
