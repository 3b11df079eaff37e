// Carries out the tool calls of one assistant message: checks, approvals, parallel reads, results in the order of the
// calls. Every step is in the log before it takes effect, so that after a crash the calls already answered are not made
// again. Owned by a run; the run's thread (reads run on threads of its own, joined before run() returns).
#pragma once

#include <functional>
#include <stop_token>
#include <string>
#include <vector>

#include "agent/approval_board.h"
#include "agent/argument_checker.h"
#include "agent/environment.h"
#include "agent/loop_detector.h"
#include "agent/policy.h"
#include "agent/run_log.h"
#include "agent/wait_hooks.h"
#include "domain/message.h"
#include "store/runs.h"

namespace hearth::agent {

class ToolTurn {
 public:
  ToolTurn(RunLog& log, const RunScope& scope, const ToolBox& tools, ArgumentChecker& checker, ApprovalBoard& approvals,
           LoopDetector& loops, WaitHooks hooks)
      : log_(log),
        scope_(scope),
        tools_(tools),
        checker_(checker),
        approvals_(approvals),
        loops_(loops),
        hooks_(std::move(hooks)) {}

  // The records and events with which an assistant message's calls enter the log, to be committed with the message.
  void request(const Message& message, std::vector<NewEvent>& events,
               std::vector<store::ToolCallRecord>& records) const;

  // Runs the calls that have no result yet. Returns the tool message with one result per call, in order.
  // Throws Cancelled, and Error(conflict) when a call was cut off by a crash and its effect cannot be known.
  Message run(std::vector<store::ToolCallRecord> calls, std::stop_token stop);

 private:
  const Tool* find(const std::string& name) const;
  Tool& get(const std::string& name) const;
  bool is_parallel(const store::ToolCallRecord& call) const;
  void prepare(store::ToolCallRecord& call, std::stop_token stop);
  void ask(store::ToolCallRecord& call, const Tool& tool, const PolicyDecision& decision);
  void await_word(store::ToolCallRecord& call, std::stop_token stop);
  std::string reason_of_user(const store::ToolCallRecord& call) const;
  void run_reads(std::vector<store::ToolCallRecord*> calls, std::stop_token stop);
  Labels labels_to_expect(db::Connection& connection, const store::ToolCallRecord& call) const;
  void execute(store::ToolCallRecord& call, std::stop_token stop);
  void refuse(store::ToolCallRecord& call, store::CallState state, std::string why);
  void finish(const std::vector<store::ToolCallRecord*>& calls, std::vector<ToolResult> results);

  RunLog& log_;
  const RunScope& scope_;
  const ToolBox& tools_;
  ArgumentChecker& checker_;
  ApprovalBoard& approvals_;
  LoopDetector& loops_;
  WaitHooks hooks_;
};

}  // namespace hearth::agent
