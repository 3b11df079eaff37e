#include "agent/tool_turn.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <optional>
#include <thread>
#include <utility>

#include "agent/policy.h"
#include "base/error.h"
#include "base/stop.h"
#include "store/grants.h"
#include "store/labels.h"

namespace hearth::agent {

using store::CallState;
using store::ToolCallRecord;

namespace {

constexpr std::size_t read_threads = 4;

bool has_result(const ToolCallRecord& call) {
  return call.result.has_value();
}

std::string denied_by_user(const std::string& reason) {
  constexpr std::string_view denied = "The user did not allow this call. Do not try it again.";
  return reason.empty() ? std::string(denied) : fmt::format("{} The user said: {}", denied, reason);
}

Block result_block(const ToolCallRecord& call) {
  Block block;
  block.kind = Block::Kind::tool_result;
  block.call_id = call.call_id;
  block.name = call.name;
  block.text = call.result->text;
  block.structured = call.result->structured;
  block.is_error = call.result->is_error;
  return block;
}

// A tool's failure is data for the model.
ToolResult call_tool(Tool& tool, const ToolCallRecord& call, std::stop_token stop) {
  try {
    return tool.call(call.call_id, call.arguments, stop);
  } catch (const Error& error) {
    return ToolResult::failure(error.what());
  } catch (const std::exception& error) {
    return ToolResult::failure(fmt::format("{} failed unexpectedly: {}", call.name, error.what()));
  }
}

}  // namespace

const Tool* ToolTurn::find(const std::string& name) const {
  auto found = std::ranges::find_if(tools_, [&](const auto& tool) { return tool->spec().name == name; });
  return found == tools_.end() ? nullptr : found->get();
}

Tool& ToolTurn::get(const std::string& name) const {
  return **std::ranges::find_if(tools_, [&](const auto& tool) { return tool->spec().name == name; });
}

void ToolTurn::request(const Message& message, std::vector<NewEvent>& events,
                       std::vector<ToolCallRecord>& records) const {
  for (const Block& block : message.blocks) {
    if (block.kind != Block::Kind::tool_use) continue;
    const Tool* tool = find(block.name);
    ToolCallRecord record;
    record.call_id = block.call_id;
    record.name = block.name;
    record.effect = tool ? tool->spec().effect : Effect::read;
    record.arguments = block.arguments ? *block.arguments : json(nullptr);
    events.push_back({"tool.requested",
                      {{"call_id", record.call_id},
                       {"name", record.name},
                       {"arguments", block.arguments ? *block.arguments : json(block.arguments_raw)},
                       {"effect", to_string(record.effect)}}});
    records.push_back(std::move(record));
  }
}

Message ToolTurn::run(std::vector<ToolCallRecord> calls, std::stop_token stop) {
  for (std::size_t i = 0; i < calls.size();) {
    std::vector<ToolCallRecord*> reads;
    for (; i < calls.size() && is_parallel(calls[i]); ++i) {
      if (!has_result(calls[i])) prepare(calls[i], stop);
      if (!has_result(calls[i])) reads.push_back(&calls[i]);
    }
    run_reads(std::move(reads), stop);
    if (i == calls.size()) break;
    if (!has_result(calls[i])) prepare(calls[i], stop);
    if (!has_result(calls[i])) execute(calls[i], stop);
    ++i;
  }
  Message results;
  results.role = Role::tool;
  for (const ToolCallRecord& call : calls) {
    results.blocks.push_back(result_block(call));
    if (call.state == CallState::denied) results.blocks.back().denied = reason_of_user(call);
  }
  return results;
}

bool ToolTurn::is_parallel(const ToolCallRecord& call) const {
  return call.effect == Effect::read;
}

// Leaves the call ready to run, or with the result that says why it will not.
void ToolTurn::prepare(ToolCallRecord& call, std::stop_token stop) {
  const Tool* tool = find(call.name);
  if (!tool) {
    return refuse(call, CallState::failed, fmt::format("There is no tool named \"{}\".", call.name));
  }
  if (!call.arguments.is_object()) {
    return refuse(call, CallState::failed,
                  fmt::format("The arguments of {} are not a JSON object, so it was not called.", call.name));
  }
  if (std::optional<std::string> problem = checker_.problem(tool->spec(), call.arguments)) {
    return refuse(call, CallState::failed, *problem);
  }
  try {
    hosts_of(tool->spec(), call.arguments);
  } catch (const Error& error) {  // said before anybody is asked about it
    return refuse(call, CallState::failed, error.what());
  }
  // Decided or begun before a crash, and taken up now.
  if (call.state == CallState::approved || call.state == CallState::started) return;
  if (call.state == CallState::denied) return refuse(call, CallState::denied, denied_by_user(reason_of_user(call)));
  if (call.state != CallState::waiting && loops_.is_stuck(call.name, call.arguments)) {
    throw Error(Code::conflict,
                fmt::format("running {}: the model keeps making the same call and gets nowhere; the run was "
                            "ended. Say more exactly what you want, or try another model",
                            call.name));
  }
  if (call.state == CallState::waiting) return await_word(call, stop);

  PolicyDecision decision = log_.store().read([&](db::Connection& connection) {
    return decide(tool->spec(), call.arguments, store::grants_for(connection, scope_.workspace, scope_.session),
                  store::session_labels(connection, scope_.session));
  });
  switch (decision.effect) {
    case GrantEffect::allow:
      return;
    case GrantEffect::ask:
      ask(call, *tool, decision);
      return await_word(call, stop);
    case GrantEffect::deny:
      return refuse(call, CallState::denied, fmt::format("Not allowed by the rule \"{}\".", decision.rule));
  }
}

void ToolTurn::ask(ToolCallRecord& call, const Tool& tool, const PolicyDecision& decision) {
  json question{{"call_id", call.call_id},
                {"name", call.name},
                {"arguments", call.arguments},
                {"effect", to_string(call.effect)},
                {"paths", paths_of(tool.spec(), call.arguments)},
                {"command", command_of(tool.spec(), call.arguments)},
                {"hosts", hosts_of(tool.spec(), call.arguments)},
                {"reason", decision.rule},
                {"user_only", decision.user_only}};
  log_.commit({{"approval.requested", std::move(question)}}, [&](store::Write& write, UnixMillis now) {
    store::set_tool_call_state(write, log_.run(), call.call_id, CallState::waiting, now);
    store::set_run_state(write, log_.run(), RunState::waiting_approval, now);
  });
  call.state = CallState::waiting;
}

void ToolTurn::await_word(ToolCallRecord& call, std::stop_token stop) {
  hooks_.begin();
  Approval approval = approvals_.wait(log_.run(), call.call_id, stop);
  hooks_.end();
  if (approval == Approval::deny) return refuse(call, CallState::denied, denied_by_user(reason_of_user(call)));
  call.state = CallState::approved;
}

std::string ToolTurn::reason_of_user(const ToolCallRecord& call) const {
  return log_.store().read(
      [&](db::Connection& connection) { return store::denial_reason(connection, log_.run(), call.call_id); });
}

void ToolTurn::run_reads(std::vector<ToolCallRecord*> calls, std::stop_token stop) {
  if (calls.empty()) return;
  std::vector<NewEvent> events;
  for (const ToolCallRecord* call : calls) events.push_back({"tool.started", {{"call_id", call->call_id}}});
  log_.commit(events, [&](store::Write& write, UnixMillis now) {
    for (const ToolCallRecord* call : calls) {
      store::set_tool_call_state(write, log_.run(), call->call_id, CallState::started, now);
    }
  });
  std::atomic<std::size_t> next{0};
  std::vector<ToolResult> results(calls.size());
  auto work = [&] {
    for (std::size_t i; (i = next.fetch_add(1)) < calls.size();) {
      try {
        results[i] = call_tool(get(calls[i]->name), *calls[i], stop);
      } catch (const Cancelled&) {
        return;  // stop is requested then, which the run's thread sees below
      }
    }
  };
  {
    std::vector<std::jthread> threads;
    for (std::size_t i = 1; i < std::min(calls.size(), read_threads); ++i) threads.emplace_back(work);
    work();
  }
  throw_if_stopped(stop);
  finish(calls, std::move(results));
}

// A program may read whatever lies in the workspace and whatever it fetches, and no one sees what: the session carries
// the labels before it starts, so that what it writes carries them too.
Labels ToolTurn::labels_to_expect(db::Connection& connection, const ToolCallRecord& call) const {
  if (call.effect != Effect::execute) return {};
  bool fetches = !hosts_of(get(call.name).spec(), call.arguments).empty();
  return {.untrusted = fetches || store::has_untrusted_files(connection, scope_.workspace), .is_private = true};
}

void ToolTurn::execute(ToolCallRecord& call, std::stop_token stop) {
  throw_if_stopped(stop);
  if (call.state != CallState::started) {
    std::vector<NewEvent> event{{"tool.started", {{"call_id", call.call_id}}}};
    auto changes = [&](store::Write& write, UnixMillis now) {
      store::set_tool_call_state(write, log_.run(), call.call_id, CallState::started, now);
      store::add_session_labels(write, scope_.session, labels_to_expect(write, call));
    };
    call.effect == Effect::read ? log_.note(event, changes) : log_.commit(event, changes);
    call.state = CallState::started;
  }
  ToolResult result = call_tool(get(call.name), call, stop);
  if (!result.is_error) loops_.forget();
  std::vector<ToolResult> results;
  results.push_back(std::move(result));
  finish({&call}, std::move(results));
}

void ToolTurn::refuse(ToolCallRecord& call, CallState state, std::string why) {
  call.state = state;
  std::vector<ToolResult> results;
  results.push_back(ToolResult::failure(std::move(why)));
  finish({&call}, std::move(results));
}

void ToolTurn::finish(const std::vector<ToolCallRecord*>& calls, std::vector<ToolResult> results) {
  std::vector<NewEvent> events;
  for (std::size_t i = 0; i < calls.size(); ++i) {
    ToolCallRecord& call = *calls[i];
    if (call.state != CallState::denied) call.state = results[i].is_error ? CallState::failed : CallState::finished;
    call.result = std::move(results[i]);
    json data{{"call_id", call.call_id},
              {"name", call.name},
              {"is_error", call.result->is_error},
              {"text", call.result->text}};
    if (call.state == CallState::denied) data["denied"] = true;
    events.push_back({"tool.finished", std::move(data)});
  }
  log_.commit(events, [&](store::Write& write, UnixMillis now) {
    for (const ToolCallRecord* call : calls) {
      store::end_tool_call(write, log_.run(), call->call_id, call->state, *call->result, now);
      store::add_session_labels(write, scope_.session, call->result->labels);
    }
  });
}

}  // namespace hearth::agent
