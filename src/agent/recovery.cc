#include "agent/recovery.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "base/clock.h"
#include "base/log.h"
#include "store/file_history.h"
#include "workspace/content_hash.h"

namespace hearth::agent {

namespace {

constexpr int most_resumes = 3;

enum class Found {
  done,
  undone,
  neither,  // the file is neither as it was before the change nor as it was to be after it
};

// A removal leaves no file; every other change leaves its content at the new path.
Found look(const store::UnsettledChange& unsettled) {
  const FileChange& change = unsettled.change;
  const std::string& old_path = change.action == FileAction::rename ? change.previous_path : change.path;
  auto now = [&](const std::string& path) {
    return workspace::content_hash(unsettled.workspace_root, path).value_or("");
  };
  if (now(change.path) == change.hash_after) return Found::done;
  return now(old_path) == change.hash_before ? Found::undone : Found::neither;
}

using CallKey = std::pair<RunId, std::string>;
using Findings = std::map<CallKey, Found>;

// Settles what was intended, and gives the worst finding for each call.
Findings settle_changes(store::Store& store) {
  Findings findings;
  for (const store::UnsettledChange& unsettled : store.read(store::unsettled_changes)) {
    Found found = look(unsettled);
    ChangeOutcome outcome = found == Found::done ? ChangeOutcome::done : ChangeOutcome::undone;
    store.write([&](store::Write& write) { store::settle_file_change(write, unsettled.id, outcome); });
    Found& worst = findings.emplace(CallKey{unsettled.run, unsettled.call_id}, found).first->second;
    worst = std::max(worst, found);
  }
  return findings;
}

// What is known of a call that was cut off. A change is recorded before it is made, so without a record nothing was.
Found finding_of(store::Store& store, RunId run, const std::string& call_id, const Findings& findings) {
  if (auto found = findings.find({run, call_id}); found != findings.end()) return found->second;
  std::optional<ChangeOutcome> settled =
      store.read([&](db::Connection& connection) { return store::change_of_call(connection, run, call_id); });
  return settled == ChangeOutcome::done ? Found::done : Found::undone;
}

void record_as_made(store::Store& store, RunId run, const store::ToolCallRecord& call) {
  ToolResult result;
  result.text = "The change was made; Hearth was restarted before the details could be recorded.";
  store.write([&](store::Write& write) {
    UnixMillis now = unix_millis_now();
    store::add_run_event(write, run, "tool.finished",
                         {{"call_id", call.call_id}, {"name", call.name}, {"is_error", false}, {"text", result.text}},
                         now);
    store::end_tool_call(write, run, call.call_id, store::CallState::finished, result, now);
  });
}

std::optional<std::string> reason_not_to_resume(store::Store& store, const store::Run& run, const Findings& findings) {
  if (run.resumes >= most_resumes) return fmt::format("it was cut off {} times", run.resumes + 1);
  auto calls = store.read([&](db::Connection& connection) { return store::tool_calls(connection, run.id); });
  for (const store::ToolCallRecord& call : calls) {
    if (call.state != store::CallState::started || call.effect == Effect::read) continue;
    if (call.effect == Effect::execute) {
      return fmt::format("{} was running a program, and what that had done by then is not known", call.name);
    }
    switch (finding_of(store, run.id, call.call_id, findings)) {
      case Found::done:
        record_as_made(store, run.id, call);
        break;
      case Found::undone:
        break;  // made again when the run goes on
      case Found::neither:
        return fmt::format("{} was under way, and its file has been changed by somebody else since", call.name);
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
  Findings findings = settle_changes(store);
  std::vector<store::Run> resumable;
  for (store::Run& run : store.read(store::open_runs)) {
    if (std::optional<std::string> reason = reason_not_to_resume(store, run, findings)) {
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
