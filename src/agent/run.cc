#include "agent/run.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "agent/delta_buffer.h"
#include "agent/placement.h"
#include "agent/prompt.h"
#include "base/clock.h"
#include "base/error.h"
#include "base/stop.h"
#include "store/branches.h"
#include "store/messages.h"
#include "store/sessions.h"

namespace hearth::agent {

using store::CallState;
using store::ToolCallRecord;

namespace {

RunScope scope_of(store::Store& store, const store::Run& run) {
  return store.read([&](db::Connection& connection) {
    store::Session session = store::get_session(connection, run.session);
    if (!session.workspace) {
      throw Error(Code::invalid_argument, "starting the run: its session has no workspace; make a session with one");
    }
    return RunScope{run.id, run.task, run.session, *session.workspace, session.workspace_root, run.created_at};
  });
}

void add(Usage& sum, const Usage& usage) {
  sum.input += usage.input;
  sum.input_cached += usage.input_cached;
  sum.output += usage.output;
  sum.output_reasoning += usage.output_reasoning;
  sum.complete = usage.complete;
}

bool has_calls(const Message& message) {
  return std::ranges::any_of(message.blocks, [](const Block& block) { return block.kind == Block::Kind::tool_use; });
}

// Why an answer without tool calls is no good end of a run; nothing if it is one.
std::optional<std::string> fault_of(const Message& answer) {
  switch (answer.stop) {
    case Stop::end_turn:
    case Stop::stop_sequence:
    case Stop::tool_use:
    case Stop::refusal:
      return std::nullopt;
    case Stop::max_tokens:
      return "the answer reached the model's length limit and is cut off";
    case Stop::content_filter:
      return "the provider's content filter stopped the answer";
    case Stop::context_overflow:
      return "the conversation is longer than the model can take; start a new session";
    case Stop::malformed_tool_call:
      return "the model made a tool call that cannot be read";
    case Stop::cancelled:
      return "the answer was cancelled by the model server";
    case Stop::interrupted:
      return "the answer is not complete; what came is kept, try again";
    case Stop::error:
      return "the model reported an error";
  }
  return std::nullopt;
}

}  // namespace

Run::Run(Services services, const store::Run& record, const StopReason& reason)
    : services_(services),
      record_(record),
      reason_(reason),
      limits_(services.environment.limits()),
      log_(services.environment.store, services.feed, record.id),
      output_(log_),
      loops_(limits_.repeat_limit),
      time_left_(limits_.max_time) {}

void Run::execute(std::stop_token stop) {
  try {
    begin();
    start_clock();
    work(stop);
  } catch (const Cancelled&) {
    switch (reason_.get()) {
      case StopCause::shutdown:
        break;
      case StopCause::time_limit: {
        std::string message = fmt::format(
            "running the task: it took longer than {} minutes of work and was ended; raise agent.max_minutes if it "
            "needs more",
            std::chrono::ceil<std::chrono::minutes>(limits_.max_time).count());
        end(RunState::failed, {"run.failed", {{"code", "timeout"}, {"message", message}}}, {{"error", message}});
        break;
      }
      case StopCause::none:
      case StopCause::user:
        end(RunState::cancelled, {"run.cancelled", json::object()}, json::object());
        break;
    }
  } catch (const Error& error) {
    json data{{"code", to_string(error.code())}, {"message", error.what()}};
    end(RunState::failed, {"run.failed", std::move(data)}, {{"error", error.what()}});
  } catch (const std::exception& error) {
    json data{{"code", to_string(Code::internal)}, {"message", error.what()}};
    end(RunState::failed, {"run.failed", std::move(data)}, {{"error", error.what()}});
  }
  stop_clock();
}

void Run::begin() {
  record_begin();
  scope_ = scope_of(log_.store(), record_);
  model_ = services_.environment.models.open(record_.model);
  scope_.on_output = [this](const std::string& call_id, std::string_view text) { output_.add(call_id, text); };
  toolkit_ = services_.environment.make_tools(scope_);
  WaitHooks hooks{[this] { stop_clock(); }, [this] { start_clock(); }};
  tool_turn_.emplace(log_, scope_, toolkit_.tools, services_.checker, services_.approvals, loops_, hooks);
  outbound_.emplace(services_.environment, scope_.session, log_, services_.approvals, hooks);
}

// A run that begins for the first time enters the conversation: what the runs before it said is all there now.
void Run::record_begin() {
  bool first = record_.state == RunState::queued, waits = record_.state == RunState::waiting_approval;
  std::vector<NewEvent> events{{"run.resumed", {{"reason", "Hearth was restarted"}}}};
  if (first) events = {{"run.started", json::object()}};
  json protection = services_.environment.protection();
  log_.commit(events, [&](store::Write& write, UnixMillis now) {
    if (!protection.is_null()) store::set_run_protection(write, record_.id, protection);
    if (!waits) store::set_run_state(write, record_.id, RunState::running, now);
    if (!first) return;
    if (std::optional<MessageId> message = enter_conversation(write, log_.store().directory(), record_, now)) {
      events.push_back({"message.added", {{"message_id", message->value}, {"role", to_string(Role::user)}}});
    }
  });
}

void Run::work(std::stop_token stop) {
  std::optional<std::string> answer = take_up(stop);
  while (!answer) {
    throw_if_stopped(stop);
    if (turns_ >= limits_.max_turns) {
      throw Error(
          Code::conflict,
          fmt::format(
              "running the task: it is not done after {} turns and was ended; raise agent.max_turns if it needs more",
              limits_.max_turns));
    }
    answer = turn(stop);
  }
  finish(*answer);
}

// Goes on where the log of an earlier start ends: the answer if the model had given it, else after any calls still
// open.
std::optional<std::string> Run::take_up(std::stop_token stop) {
  std::vector<ToolCallRecord> calls;
  std::vector<store::StoredMessage> own;
  log_.store().read([&](db::Connection& connection) {
    calls = store::tool_calls(connection, record_.id);
    own = store::conversation(connection, record_.session, messages_in_view);
  });
  std::erase_if(own, [&](const store::StoredMessage& message) { return message.run != record_.id; });
  turns_ = static_cast<int>(std::ranges::count_if(
      own, [](const store::StoredMessage& message) { return message.message.role == Role::assistant; }));
  calls_made_ = static_cast<int>(calls.size());
  if (own.empty() || own.back().message.role != Role::assistant) return std::nullopt;
  const Message& last = own.back().message;
  if (!has_calls(last)) return plain_text(last);

  std::erase_if(calls, [&](const ToolCallRecord& call) {
    return std::ranges::none_of(last.blocks, [&](const Block& block) {
      return block.kind == Block::Kind::tool_use && block.call_id == call.call_id;
    });
  });
  run_calls(std::move(calls), stop);
  return std::nullopt;
}

// The final answer, or nothing when the model wants to go on after its calls.
std::optional<std::string> Run::turn(std::stop_token stop) {
  ++turns_;
  log_.note({{"turn.started", {{"turn", turns_}, {"model", record_.model}}}});
  Message answer = ask_model(stop);
  add(usage_, answer.usage);
  std::vector<ToolCallRecord> calls;
  record_answer(answer, calls);
  if (calls.empty()) {
    if (std::optional<std::string> fault = fault_of(answer)) {
      if (!answer.stop_detail.empty()) *fault += fmt::format(" ({})", answer.stop_detail);
      throw Error(Code::unavailable, fmt::format("asking {}: {}", record_.model, *fault));
    }
    return plain_text(answer);
  }
  run_calls(std::move(calls), stop);
  return std::nullopt;
}

Message Run::ask_model(std::stop_token stop) {
  ChatRequest request;
  request.now = unix_millis_now();
  request.session = record_.session;
  request.run = record_.id;
  request.system = system_prompt(scope_.workspace_root, request.now);
  request.messages = conversation_for(record_.id, log_.store().read([&](db::Connection& connection) {
    return store::conversation(connection, record_.session, messages_in_view);
  }),
                                      limits_.max_prompt_bytes);
  for (const auto& tool : toolkit_.tools) request.tools.push_back(tool->spec());

  DeltaBuffer deltas(log_);
  ChatSink sink = [&](const ChatDelta& delta) { deltas.add(delta); };
  Message answer =
      model_->info().leaves_machine ? outbound_->chat(*model_, request, sink, stop) : model_->chat(request, sink, stop);
  deltas.flush();
  throw_if_stopped(stop);
  return answer;
}

void Run::record_answer(const Message& answer, std::vector<ToolCallRecord>& calls) {
  std::vector<NewEvent> events{{"message.added", {{"role", to_string(answer.role)}}}};
  tool_turn_->request(answer, events, calls);
  calls_made_ += static_cast<int>(calls.size());
  log_.commit(events, [&](store::Write& write, UnixMillis now) {
    MessageId id = store::add_message(write, {record_.session, record_.id, answer, now});
    events.front().data["message_id"] = id.value;
    for (const ToolCallRecord& call : calls) store::add_tool_call(write, record_.id, call);
  });
}

void Run::run_calls(std::vector<ToolCallRecord> calls, std::stop_token stop) {
  Message results = tool_turn_->run(std::move(calls), stop);
  std::vector<NewEvent> events{{"message.added", {{"role", to_string(results.role)}}}};
  log_.commit(events, [&](store::Write& write, UnixMillis now) {
    MessageId id = store::add_message(write, {record_.session, record_.id, results, now});
    events.front().data["message_id"] = id.value;
  });
}

void Run::finish(const std::string& answer) {
  end(RunState::finished, {"run.finished", {{"answer", answer}}}, {{"answer", answer}});
}

void Run::end(RunState state, NewEvent event, const json& outputs) {
  json protection = services_.environment.protection();
  log_.commit({std::move(event)}, [&](store::Write& write, UnixMillis now) {
    json metadata{{"model", record_.model},
                  {"turns", turns_},
                  {"tool_calls", calls_made_},
                  {"duration_ms", now - record_.created_at},
                  {"usage", to_json(usage_)}};
    store::set_run_state(write, record_.id, state, now);
    if (!protection.is_null()) store::set_run_protection(write, record_.id, protection);
    store::end_task(write, record_.task, {state, outputs, std::move(metadata), now});
    store::show_whole_branch(write, record_.session);  // it may have added nothing where it was to answer anew
  });
}

void Run::start_clock() {
  clock_started_ = Watchdog::Clock::now();
  services_.watchdog.arm(record_.id, clock_started_ + time_left_);
}

void Run::stop_clock() {
  services_.watchdog.disarm(record_.id);
  auto spent = Watchdog::Clock::now() - clock_started_;
  time_left_ -= std::min(time_left_, std::chrono::duration_cast<std::chrono::milliseconds>(spent));
}

}  // namespace hearth::agent
