// One run, from its first turn to its end: ask the model, record what it said, carry out its calls, again. Each step is
// committed before the next begins, so execute() can be called again after a crash and goes on where the log ends.
// Owned by the registry for the time of the run; the run's thread.
#pragma once

#include <chrono>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "agent/approval_board.h"
#include "agent/argument_checker.h"
#include "agent/environment.h"
#include "agent/loop_detector.h"
#include "agent/outbound.h"
#include "agent/run_log.h"
#include "agent/stop_cause.h"
#include "agent/tool_output.h"
#include "agent/tool_turn.h"
#include "agent/watchdog.h"
#include "store/runs.h"

namespace hearth::agent {

// What the registry lends to each run.
struct Services {
  Environment& environment;
  EventFeed& feed;
  ApprovalBoard& approvals;
  ArgumentChecker& checker;
  Watchdog& watchdog;
};

class Run {
 public:
  Run(Services services, const store::Run& record, const StopReason& reason);
  // Returns when the run has ended, or was told to stop for a shutdown. Throws nothing but what the database throws.
  void execute(std::stop_token stop);

 private:
  void begin();
  void record_begin();
  void work(std::stop_token stop);
  std::optional<std::string> take_up(std::stop_token stop);
  std::optional<std::string> turn(std::stop_token stop);
  Message ask_model(std::stop_token stop);
  void record_answer(const Message& answer, std::vector<store::ToolCallRecord>& calls);
  void run_calls(std::vector<store::ToolCallRecord> calls, std::stop_token stop);
  void finish(const std::string& answer);
  void end(RunState state, NewEvent event, const json& outputs);
  void start_clock();
  void stop_clock();

  Services services_;
  store::Run record_;
  const StopReason& reason_;
  Limits limits_;
  RunLog log_;
  ToolOutput output_;
  RunScope scope_;
  Toolkit toolkit_;
  std::unique_ptr<ChatModel> model_;
  LoopDetector loops_;
  std::optional<ToolTurn> tool_turn_;
  std::optional<Outbound> outbound_;
  int turns_ = 0;
  int calls_made_ = 0;
  Usage usage_;
  std::chrono::milliseconds time_left_;
  Watchdog::Clock::time_point clock_started_{};
};

}  // namespace hearth::agent
