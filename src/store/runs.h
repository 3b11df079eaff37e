// Tasks, their runs, the runs' events and tool calls.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "domain/ids.h"
#include "domain/json.h"
#include "domain/run.h"
#include "domain/tool.h"
#include "store/page.h"
#include "store/store.h"

namespace hearth::store {

struct NewTask {
  SessionId session;
  std::string title;
  json inputs;
  UnixMillis at = 0;
};
TaskId add_task(Write& write, const NewTask& task);
// State, outputs, metadata and the time of the end, in one update.
struct TaskEnd {
  RunState state = RunState::finished;
  json outputs;
  json metadata;
  UnixMillis at = 0;
};
void end_task(Write& write, TaskId id, const TaskEnd& end);

json task_inputs(db::Connection& connection, TaskId id);  // throws Error(not_found)

// A row as it lies in the database; the views are valid inside the callback only.
struct TaskRow {
  TaskId id;
  SessionId session;
  std::string_view title;
  std::string_view state;
  std::string_view inputs;    // JSON
  std::string_view outputs;   // JSON
  std::string_view metadata;  // JSON
  UnixMillis created_at = 0;
  std::optional<UnixMillis> finished_at;
};
int each_task(db::Connection& connection, std::optional<SessionId> session, const Page& page,
              const std::function<void(const TaskRow&)>& each);
// Tasks begun in [begin, end), newest first.
void each_task_between(db::Connection& connection, UnixMillis begin, UnixMillis end, std::int64_t limit,
                       const std::function<void(const TaskRow&)>& each);

struct Run {
  RunId id;
  TaskId task;
  SessionId session;
  RunState state = RunState::queued;
  std::string model;
  int resumes = 0;
  UnixMillis created_at = 0;
  std::optional<UnixMillis> started_at;
  std::optional<UnixMillis> ended_at;
  std::string protection;  // JSON; empty: not known
  std::string prompt;      // of its task, the first 500 characters
  std::string error;       // of its task: why it did not end well; empty: it did, or goes on
};
RunId add_run(Write& write, TaskId task, SessionId session, std::string_view model, UnixMillis now);
std::optional<Run> find_run(db::Connection& connection, RunId id);
Run get_run(db::Connection& connection, RunId id);  // throws Error(not_found)
// Sets the state, and started_at or ended_at where the state begins or ends the run.
void set_run_state(Write& write, RunId id, RunState state, UnixMillis now);
// What boxes could promise when the run was last taken up.
void set_run_protection(Write& write, RunId id, const json& protection);
// For the runs that worked while that was still being found out, which began at `since`.
void set_missing_protection(Write& write, UnixMillis since, const json& protection);
void count_resume(Write& write, RunId id);
// Runs in no final state, oldest first: what a crash left behind.
std::vector<Run> open_runs(db::Connection& connection);
// Throws Error(conflict) while a run of the session is queued or at work.
void require_no_open_run(db::Connection& connection, SessionId session, std::string_view doing);
// Newest first; only those in this state, if one is given.
int each_run(db::Connection& connection, SessionId session, std::optional<RunState> state, const Page& page,
             const std::function<void(const Run&)>& each);

// Appends with the next sequence number of the run, which it returns.
std::int64_t add_run_event(Write& write, RunId run, std::string_view type, const json& data, UnixMillis now);
struct RunEventRow {
  std::int64_t sequence = 0;
  UnixMillis at = 0;
  std::string_view type;
  std::string_view data;  // JSON
};
// Why the user denied the call, in his words; empty if he did not say, or did not deny it.
std::string denial_reason(db::Connection& connection, RunId run, std::string_view call_id);
// Events with a larger sequence than `after`, in order.
void each_run_event(db::Connection& connection, RunId run, std::int64_t after, std::int64_t limit,
                    const std::function<void(const RunEventRow&)>& each);

enum class CallState { requested, waiting, approved, denied, started, finished, failed, unknown };
std::string_view to_string(CallState state);
struct ToolCallRecord {
  std::string call_id;
  std::string name;
  Effect effect = Effect::read;
  json arguments;
  CallState state = CallState::requested;
  std::optional<ToolResult> result;
};
void add_tool_call(Write& write, RunId run, const ToolCallRecord& call);
void set_tool_call_state(Write& write, RunId run, std::string_view call_id, CallState state, UnixMillis now);
void end_tool_call(Write& write, RunId run, std::string_view call_id, CallState state, const ToolResult& result,
                   UnixMillis now);
std::vector<ToolCallRecord> tool_calls(db::Connection& connection, RunId run);  // in the order they were requested

}  // namespace hearth::store
