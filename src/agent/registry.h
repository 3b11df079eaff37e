// All runs of this sidecar: starts them, queues them, cancels them, brings them the user's approvals, and tells readers
// when a run's log has grown. A run never belongs to a request: whoever asked for it may go away.
//
// Owned by app/; any thread. A fixed number of runner threads take runs from the queue, oldest first, one at a time per
// session. Destruction tells the active runs to stop, without ending them: the next start takes them up again.
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

#include "agent/approval_board.h"
#include "agent/argument_checker.h"
#include "agent/environment.h"
#include "agent/event_feed.h"
#include "agent/placement.h"
#include "agent/preview.h"
#include "agent/run.h"
#include "agent/stop_cause.h"
#include "agent/watchdog.h"
#include "base/sync.h"
#include "store/runs.h"

namespace hearth::agent {

struct StartRun {
  SessionId session;
  std::string task;   // what the user wants, not empty unless something is answered anew
  std::string model;  // an id of the catalog
  Placement placement = {};
};

struct ApprovalWord {
  std::string call_id;
  Approval approval = Approval::deny;
  std::string pattern;  // for session and always: which paths; empty: every path in this session
  std::string reason;   // for deny: what the model is told; empty: only that it is denied
  std::string by;       // who decided, for the log
};

class RunRegistry {
 public:
  // Takes up what an earlier sidecar left behind (see recovery.h), then starts `parallel_runs` runner threads (1 to
  // 64).
  RunRegistry(Environment environment, int parallel_runs);
  ~RunRegistry();

  // Records the task and its first event, and queues the run. Throws Error(not_found) for an unknown session or model,
  // Error(invalid_argument) for an empty task or a session without a workspace; for its placement: placement.h.
  store::Run start(const StartRun& request);
  // Idempotent. Throws Error(not_found) for an unknown run.
  void cancel(RunId run);
  // Throws Error(conflict) when the call does not wait for a decision, Error(invalid_argument) for "always" without
  // pattern.
  void decide(RunId run, const ApprovalWord& word);

  // What a task would send to a model elsewhere: see preview.h.
  std::optional<OutboundPreview> preview(const PreviewTask& task) const { return preview_task(environment_, task); }

  EventFeed& feed() { return feed_; }
  // Runs that are queued or running.
  int active();

 private:
  struct Active {
    store::Run record;
    std::stop_source stop;
    StopReason reason;
    bool running = false;
  };
  using Runs = std::map<RunId, std::shared_ptr<Active>>;

  void enqueue(const store::Run& run);
  void serve(std::stop_token stop);
  static std::shared_ptr<Active> next_runnable(Runs& runs);
  void stop_run(RunId run, StopCause cause);
  void end_queued(const store::Run& run);

  Environment environment_;
  EventFeed feed_;
  ApprovalBoard approvals_;
  ArgumentChecker checker_;
  Sync<Runs> runs_;
  Watchdog watchdog_;
  std::vector<std::jthread> runners_;  // last: they use the members above
};

}  // namespace hearth::agent
