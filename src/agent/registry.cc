#include "agent/registry.h"

#include <fmt/format.h>

#include <algorithm>
#include <ranges>
#include <utility>

#include "agent/outbound.h"
#include "agent/recovery.h"
#include "base/clock.h"
#include "base/error.h"
#include "base/log.h"
#include "base/utf8.h"
#include "store/grants.h"
#include "store/network_rules.h"
#include "store/sessions.h"

namespace hearth::agent {

namespace {

constexpr std::size_t title_bytes = 80;

std::string title_of(std::string_view task) {
  std::string_view line = task.substr(0, task.find('\n'));
  return std::string(utf8_prefix(line, title_bytes));
}

const store::ToolCallRecord& waiting_call(const std::vector<store::ToolCallRecord>& calls, const std::string& call_id) {
  auto found = std::ranges::find_if(calls, [&](const auto& call) { return call.call_id == call_id; });
  if (found == calls.end())
    throw Error(Code::not_found, fmt::format("deciding call {}: the run has no such call", call_id));
  if (found->state != store::CallState::waiting) {
    throw Error(Code::conflict, fmt::format("deciding call {}: it does not wait for a decision (it is {})", call_id,
                                            store::to_string(found->state)));
  }
  return *found;
}

// A tool that changes files is allowed all of them; a program is allowed with this very command line.
std::string pattern_for_session(const store::ToolCallRecord& call) {
  for (const char* line : {"command", "code"}) {
    if (call.effect == Effect::execute && call.arguments.contains(line)) return "=" + call.arguments.value(line, "");
  }
  return "**";
}

std::optional<Grant> grant_of(const ApprovalWord& word, const store::ToolCallRecord& call, WorkspaceId workspace,
                              SessionId session) {
  bool standing = word.approval == Approval::session || word.approval == Approval::always;
  if (standing && !call.arguments.value("hosts", json::array()).empty()) {
    throw Error(Code::conflict,
                fmt::format("allowing call {} for later too: it reaches other machines, and such a call "
                            "is asked about each time: say once or deny",
                            call.call_id));
  }
  Grant grant;
  grant.effect = GrantEffect::allow;
  grant.tool = call.name;
  grant.workspace = workspace;
  grant.created_at = unix_millis_now();
  switch (word.approval) {
    case Approval::once:
    case Approval::deny:
      return std::nullopt;
    case Approval::session:
      grant.session = session;
      grant.pattern = word.pattern.empty() ? pattern_for_session(call) : word.pattern;
      return grant;
    case Approval::always:
      if (word.pattern.empty()) {
        throw Error(Code::invalid_argument,
                    "allowing a call always: no pattern was given; name the paths, such as docs/**, or the command, "
                    "such as npm run *");
      }
      grant.pattern = word.pattern;
      return grant;
  }
  return std::nullopt;
}

// What the word says beyond this call: a grant for later calls of the tool, or leave to ask a model elsewhere.
void remember(store::Write& write, const ApprovalWord& word, const store::ToolCallRecord& call,
              const store::Session& session) {
  bool standing = word.approval == Approval::session || word.approval == Approval::always;
  if (standing && call.name == send_call) {
    bool everywhere = word.approval == Approval::always;
    store::add_network_rule(write, rule_for(call, everywhere ? std::nullopt : std::optional(session.id)));
    return;
  }
  if (std::optional<Grant> grant = grant_of(word, call, *session.workspace, session.id))
    store::add_grant(write, *grant);
}

}  // namespace

RunRegistry::RunRegistry(Environment environment, int parallel_runs)
    : environment_(std::move(environment)), watchdog_([this](RunId run) { stop_run(run, StopCause::time_limit); }) {
  for (const store::Run& run : recover(environment_.store)) enqueue(run);
  for (int i = 0; i < parallel_runs; ++i) {
    runners_.emplace_back([this](std::stop_token stop) { serve(stop); });
  }
}

RunRegistry::~RunRegistry() {
  for (std::jthread& runner : runners_) runner.request_stop();
  runs_.with([](Runs& runs) {
    for (auto& [id, run] : runs) {
      run->reason.set(StopCause::shutdown);
      run->stop.request_stop();
    }
  });
}

store::Run RunRegistry::start(const StartRun& request) {
  if (!request.placement.regenerate && request.task.find_first_not_of(" \t\r\n") == std::string::npos) {
    throw Error(Code::invalid_argument, "starting a run: the task is empty; say what is to be done");
  }
  environment_.models.open(request.model);
  UnixMillis now = unix_millis_now();
  store::Run run = environment_.store.write([&](store::Write& write) {
    store::Session session = store::get_session(write, request.session);
    if (!session.workspace) {
      throw Error(Code::invalid_argument, "starting a run: the session has no workspace; make a session with one");
    }
    json inputs = placement_inputs(write, request.session, request.task, request.placement);
    inputs["model"] = request.model;
    inputs["workspace"] = session.workspace_root;
    std::string prompt = inputs["prompt"].get<std::string>(), title = title_of(prompt);
    TaskId task = store::add_task(write, {request.session, title, inputs, now});
    RunId id = store::add_run(write, task, request.session, request.model, now);
    store::set_missing_title(write, request.session, title);
    inputs["task"] = prompt;
    store::add_run_event(write, id, "run.queued", inputs, now);
    return store::get_run(write, id);
  });
  enqueue(run);
  return run;
}

void RunRegistry::enqueue(const store::Run& run) {
  auto active = std::make_shared<Active>();
  active->record = run;
  feed_.publish(run.id, 0);
  runs_.update([&](Runs& runs) { runs.emplace(run.id, std::move(active)); });
}

void RunRegistry::cancel(RunId run) {
  environment_.store.read([&](db::Connection& connection) { return store::get_run(connection, run); });
  stop_run(run, StopCause::user);
}

void RunRegistry::stop_run(RunId run, StopCause cause) {
  std::shared_ptr<Active> queued;
  runs_.with([&](Runs& runs) {
    auto found = runs.find(run);
    if (found == runs.end()) return;
    found->second->reason.set(cause);
    found->second->stop.request_stop();
    if (!found->second->running) queued = runs.extract(found).mapped();
  });
  if (queued) end_queued(queued->record);
}

void RunRegistry::end_queued(const store::Run& run) {
  RunLog log(environment_.store, feed_, run.id);
  log.commit({{"run.cancelled", json::object()}}, [&](store::Write& write, UnixMillis now) {
    store::set_run_state(write, run.id, RunState::cancelled, now);
    store::end_task(write, run.task, {RunState::cancelled, json::object(), json::object(), now});
  });
  feed_.close(run.id);
}

void RunRegistry::decide(RunId id, const ApprovalWord& word) {
  json event{{"call_id", word.call_id}, {"decision", to_string(word.approval)}, {"by", word.by}};
  if (!word.pattern.empty()) event["pattern"] = word.pattern;
  if (!word.reason.empty()) event["reason"] = word.reason;
  RunLog log(environment_.store, feed_, id);
  log.commit({{"approval.decided", std::move(event)}}, [&](store::Write& write, UnixMillis now) {
    store::Run run = store::get_run(write, id);
    if (is_final(run.state)) {
      throw Error(Code::conflict,
                  fmt::format("deciding call {}: its run has ended ({})", word.call_id, to_string(run.state)));
    }
    std::vector<store::ToolCallRecord> calls = store::tool_calls(write, id);
    const store::ToolCallRecord& call = waiting_call(calls, word.call_id);
    store::Session session = store::get_session(write, run.session);
    remember(write, word, call, session);
    auto state = word.approval == Approval::deny ? store::CallState::denied : store::CallState::approved;
    store::set_tool_call_state(write, id, word.call_id, state, now);
    store::set_run_state(write, id, RunState::running, now);
  });
  approvals_.post(id, word.call_id, word.approval);
}

int RunRegistry::active() {
  return runs_.with([](Runs& runs) { return static_cast<int>(runs.size()); });
}

// The oldest run that no other run of the same session is ahead of; marked as running.
std::shared_ptr<RunRegistry::Active> RunRegistry::next_runnable(Runs& runs) {
  for (const auto& entry : runs) {
    const std::shared_ptr<Active>& run = entry.second;
    if (run->running) continue;
    auto same_session = [&](const auto& other) {
      return other.second->running && other.second->record.session == run->record.session;
    };
    if (std::ranges::none_of(runs, same_session)) return run;
  }
  return nullptr;
}

void RunRegistry::serve(std::stop_token stop) {
  for (;;) {
    std::shared_ptr<Active> active;
    bool found = runs_.wait(
        stop, [](Runs& runs) { return next_runnable(runs) != nullptr; },
        [&](Runs& runs) {
          active = next_runnable(runs);
          active->running = true;
        });
    if (!found || stop.stop_requested()) return;
    RunId id = active->record.id;
    try {
      Run({environment_, feed_, approvals_, checker_, watchdog_}, active->record, active->reason)
          .execute(active->stop.get_token());
    } catch (const Error& error) {
      // The database itself refused: the run stays open in it and is taken up at the next start.
      log::error("run {} could not be recorded: {}", id.value, error.what());
    }
    runs_.update([&](Runs& runs) { runs.erase(id); });
    feed_.close(id);
  }
}

}  // namespace hearth::agent
