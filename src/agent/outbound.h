// A model call that leaves this machine: private data is masked first, the user is asked where the network mode or a
// kind of data says so, and what was masked is put back in the answer. The question is a tool call of its own in the
// run's log, so that it is answered, remembered after a crash, and shown as any other.
//
// Owned by a run; the run's thread. Throws Error(denied) when the call may not be made, and Cancelled.
#pragma once

#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "agent/approval_board.h"
#include "agent/environment.h"
#include "agent/run_log.h"
#include "agent/wait_hooks.h"
#include "domain/chat_model.h"
#include "egress/redaction/mask.h"
#include "store/runs.h"

namespace hearth::agent {

// The name under which such a question stands among the tool calls.
inline constexpr std::string_view send_call = "send_to_model";

class Outbound {
 public:
  Outbound(const Environment& environment, SessionId session, RunLog& log, ApprovalBoard& approvals, WaitHooks hooks)
      : environment_(environment), session_(session), log_(log), approvals_(approvals), hooks_(std::move(hooks)) {}

  // As model.chat(), for a model that leaves_machine.
  Message chat(ChatModel& model, const ChatRequest& request, const ChatSink& sink, std::stop_token stop);

 private:
  bool has_word(const ChatModel& model, const egress::Masked& masked) const;
  Approval ask(const ChatModel& model, const egress::Masked& masked, const std::string& reason, std::stop_token stop);
  void withdraw_questions(store::Write& write, const std::vector<store::ToolCallRecord>& calls, UnixMillis now) const;
  // Writes into the ledger what was not sent, and why.
  [[noreturn]] void refuse(const ChatModel& model, const std::string& rule, const std::string& message);

  const Environment& environment_;
  SessionId session_;
  RunLog& log_;
  ApprovalBoard& approvals_;
  WaitHooks hooks_;
  egress::SeenTexts seen_;
};

// What of the request would go out, and whether: for a look before anything is sent. Changes and records nothing.
struct OutboundPreview {
  std::string destination;
  egress::Verdict verdict;
  egress::Masked masked;
  std::string body;  // byte for byte
};
OutboundPreview preview_outbound(const Environment& environment, const ChatModel& model, const ChatRequest& request);

// The rule that lets later calls to the model's destination go without asking; `session`: in that session only.
NetworkRule rule_for(const store::ToolCallRecord& call, std::optional<SessionId> session);

}  // namespace hearth::agent
