#include "agent/recovery.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "base/clock.h"
#include "base/log.h"
#include "store/file_history.h"
#include "workspace/content_hash.h"

namespace hearth::agent {

namespace {

constexpr int most_resumes = 3;

// A removal leaves no file; every other change leaves its content at the new path.
ChangeOutcome outcome_of(const store::UnsettledChange& unsettled) {
  const FileChange& change = unsettled.change;
  std::optional<std::string> now = workspace::content_hash(unsettled.workspace_root, change.path);
  bool done = change.action == FileAction::remove ? !now : now == change.hash_after;
  return done ? ChangeOutcome::done : ChangeOutcome::undone;
}

// The outcome of the last file change of each call.
using CallOutcomes = std::map<std::pair<RunId, std::string>, ChangeOutcome>;

CallOutcomes settle_changes(store::Store& store) {
  CallOutcomes outcomes;
  for (const store::UnsettledChange& unsettled : store.read(store::unsettled_changes)) {
    ChangeOutcome outcome = outcome_of(unsettled);
    store.write([&](store::Write& write) { store::settle_file_change(write, unsettled.id, outcome); });
    outcomes[{unsettled.run, unsettled.call_id}] = outcome;
  }
  return outcomes;
}

// Makes a call that was cut off ready to be taken up. False if it may have had an effect that nobody can check.
bool settle_call(store::Store& store, RunId run, const store::ToolCallRecord& call, const CallOutcomes& outcomes) {
  if (call.state != store::CallState::started || call.effect == Effect::read) return true;
  std::optional<ChangeOutcome> outcome;
  if (auto found = outcomes.find({run, call.call_id}); found != outcomes.end()) outcome = found->second;
  if (!outcome)
    outcome =
        store.read([&](db::Connection& connection) { return store::change_of_call(connection, run, call.call_id); });
  if (!outcome) return false;
  if (*outcome == ChangeOutcome::undone) return true;
  ToolResult result;
  result.text = "The change was made; Hearth was restarted before the details could be recorded.";
  store.write([&](store::Write& write) {
    store::add_run_event(write, run, "tool.finished",
                         {{"call_id", call.call_id}, {"name", call.name}, {"is_error", false}, {"text", result.text}},
                         unix_millis_now());
    store::end_tool_call(write, run, call.call_id, store::CallState::finished, result, unix_millis_now());
  });
  return true;
}

std::optional<std::string> reason_not_to_resume(store::Store& store, const store::Run& run,
                                                const CallOutcomes& outcomes) {
  if (run.resumes >= most_resumes) return fmt::format("it was cut off {} times", run.resumes + 1);
  auto calls = store.read([&](db::Connection& connection) { return store::tool_calls(connection, run.id); });
  for (const store::ToolCallRecord& call : calls) {
    if (!settle_call(store, run.id, call, outcomes)) {
      return fmt::format("{} was under way, and whether it took effect cannot be known", call.name);
    }
  }
  return std::nullopt;
}

void interrupt(store::Store& store, const store::Run& run, const std::string& reason) {
  store.write([&](store::Write& write) {
    UnixMillis now = unix_millis_now();
    store::add_run_event(write, run.id, "run.interrupted", {{"reason", reason}}, now);
    store::set_run_state(write, run.id, RunState::interrupted, now);
    store::end_task(write, run.task, {RunState::interrupted, {{"error", reason}}, json::object(), now});
  });
}

}  // namespace

std::vector<store::Run> recover(store::Store& store) {
  CallOutcomes outcomes = settle_changes(store);
  std::vector<store::Run> resumable;
  for (store::Run& run : store.read(store::open_runs)) {
    if (std::optional<std::string> reason = reason_not_to_resume(store, run, outcomes)) {
      log::warn("run {} is marked interrupted: {}", run.id.value, *reason);
      interrupt(store, run, *reason);
      continue;
    }
    if (run.state != RunState::queued) store.write([&](store::Write& write) { store::count_resume(write, run.id); });
    resumable.push_back(std::move(run));
  }
  return resumable;
}

}  // namespace hearth::agent
