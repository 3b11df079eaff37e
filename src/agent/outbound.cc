#include "agent/outbound.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "base/error.h"
#include "egress/host.h"

namespace hearth::agent {

namespace {

using store::CallState;
using store::ToolCallRecord;

egress::Question question_of(const ChatModel& model, SessionId session) {
  egress::HostAndPort destination = egress::parse_host_and_port(model.info().destination);
  return {Purpose::model, destination.host, destination.port, session};
}

json findings_of(const egress::Masked& masked) {
  json findings = json::array();
  for (const egress::MaskedFinding& finding : masked.findings) {
    findings.push_back({{"what", finding.what},
                        {"class", egress::info(finding.data_class).name},
                        {"preview", finding.preview},
                        {"placeholder", finding.placeholder},
                        {"times", finding.times}});
  }
  return findings;
}

// Whether what was approved holds every finding that is asked about now.
bool covers(const json& approved, const egress::Masked& masked) {
  return std::ranges::all_of(masked.findings, [&](const egress::MaskedFinding& finding) {
    return finding.action != egress::Action::ask || std::ranges::any_of(approved, [&](const json& each) {
             return each["placeholder"] == finding.placeholder && each["preview"] == finding.preview;
           });
  });
}

std::string blocked_message(const ChatModel& model, const egress::MaskedFinding& blocked) {
  return fmt::format(
      "asking {}: the conversation holds what must not leave this machine: {} ({}): the setting {} says "
      "block; use a local model, or start a session without it",
      model.info().id, blocked.what, blocked.preview, egress::info(blocked.data_class).setting);
}

std::string denied_message(const ChatModel& model) {
  return fmt::format(
      "asking {}: you did not allow sending to {}; use a local model or \"reflex\", or allow it with "
      "`hearth network allow {} --purpose model`",
      model.info().id, model.info().destination, model.info().destination);
}

// Originals go back into the arguments of tools that stay on this machine; one that reaches out gets the placeholders.
void restore(Message& answer, const egress::Restorer& restorer, const std::vector<ToolSpec>& tools) {
  restorer.restore_text(answer);
  for (Block& block : answer.blocks) {
    if (block.kind != Block::Kind::tool_use) continue;
    auto tool = std::ranges::find(tools, block.name, &ToolSpec::name);
    bool stays = tool != tools.end() && tool->effect != Effect::send && tool->hosts_argument.empty();
    if (stays) restorer.restore_arguments(block);
  }
}

}  // namespace

Message Outbound::chat(ChatModel& model, const ChatRequest& request, const ChatSink& sink, std::stop_token stop) {
  egress::Masked masked = egress::mask(request, environment_.redaction(), seen_);
  if (masked.verdict == egress::Action::block) {
    auto blocked = std::ranges::find(masked.findings, egress::Action::block, &egress::MaskedFinding::action);
    refuse(model, fmt::format("{} = block", egress::info(blocked->data_class).setting),
           blocked_message(model, *blocked));
  }
  egress::Verdict verdict = environment_.gate.judge(question_of(model, session_));
  bool findings_ask = masked.verdict == egress::Action::ask;
  // What is denied is not asked about: the gate says so below, and records it.
  bool asks =
      verdict.decision == egress::Decision::ask || (findings_ask && verdict.decision == egress::Decision::allow);
  if (asks && !has_word(model, masked)) {
    std::string reason = findings_ask ? "the conversation holds private data" : verdict.rule;
    if (ask(model, masked, reason, stop) == Approval::deny) refuse(model, "you said no", denied_message(model));
  }
  if (asks) masked.request.consent = Consent::given;

  egress::RestoringSink restored(masked.restorer, sink);
  Message answer = model.chat(
      masked.request, [&](const ChatDelta& delta) { restored.write(delta); }, stop);
  restored.finish();
  restore(answer, masked.restorer, request.tools);
  return answer;
}

// Whether the user has said yes to this destination in this run, perhaps before a restart, and to everything that is to
// be asked about now.
bool Outbound::has_word(const ChatModel& model, const egress::Masked& masked) const {
  auto calls = log_.store().read([&](db::Connection& connection) { return store::tool_calls(connection, log_.run()); });
  return std::ranges::any_of(calls, [&](const ToolCallRecord& call) {
    return call.name == send_call && call.state == CallState::approved &&
           call.arguments["destination"] == model.info().destination && covers(call.arguments["masked"], masked);
  });
}

void Outbound::refuse(const ChatModel& model, const std::string& rule, const std::string& message) {
  environment_.gate.record_refusal(
      {.question = question_of(model, session_), .run = log_.run(), .model = model.info().id}, rule);
  throw Error(Code::denied, message);
}

Approval Outbound::ask(const ChatModel& model, const egress::Masked& masked, const std::string& reason,
                       std::stop_token stop) {
  auto calls = log_.store().read([&](db::Connection& connection) { return store::tool_calls(connection, log_.run()); });
  json arguments{{"model", model.info().id},
                 {"destination", model.info().destination},
                 {"messages", masked.request.messages.size()},
                 {"bytes", model.request_body(masked.request).size()},
                 {"masked", findings_of(masked)}};
  auto open = std::ranges::find_if(calls, [&](const ToolCallRecord& call) {
    return call.name == send_call && call.state == CallState::waiting && call.arguments == arguments;
  });
  ToolCallRecord call;
  if (open != calls.end()) {
    call = *open;  // asked before a restart
  } else {
    call.call_id = fmt::format("send-{}", std::ranges::count(calls, send_call, &ToolCallRecord::name) + 1);
    call.name = send_call;
    call.effect = Effect::send;
    call.state = CallState::waiting;
    call.arguments = std::move(arguments);
    json question{{"call_id", call.call_id},
                  {"name", call.name},
                  {"arguments", call.arguments},
                  {"effect", to_string(call.effect)},
                  {"paths", json::array()},
                  {"command", ""},
                  {"hosts", json::array({model.info().destination})},
                  {"reason", reason},
                  {"user_only", false}};
    log_.commit({{"approval.requested", std::move(question)}}, [&](store::Write& write, UnixMillis now) {
      withdraw_questions(write, calls, now);
      store::add_tool_call(write, log_.run(), call);
      store::set_run_state(write, log_.run(), RunState::waiting_approval, now);
    });
  }
  hooks_.begin();
  Approval approval = approvals_.wait(log_.run(), call.call_id, stop);
  hooks_.end();
  return approval;
}

// Questions from before a restart about something else: whoever answers one of them now has not seen this one.
void Outbound::withdraw_questions(store::Write& write, const std::vector<ToolCallRecord>& calls, UnixMillis now) const {
  for (const ToolCallRecord& call : calls) {
    if (call.name != send_call || call.state != CallState::waiting) continue;
    store::set_tool_call_state(write, log_.run(), call.call_id, CallState::denied, now);
  }
}

OutboundPreview preview_outbound(const Environment& environment, const ChatModel& model, const ChatRequest& request) {
  OutboundPreview preview;
  preview.destination = model.info().destination;
  preview.masked = egress::mask(request, environment.redaction());
  preview.body = model.request_body(preview.masked.request);
  if (model.info().leaves_machine) preview.verdict = environment.gate.judge(question_of(model, request.session));
  return preview;
}

NetworkRule rule_for(const store::ToolCallRecord& call, std::optional<SessionId> session) {
  egress::HostAndPort destination = egress::parse_host_and_port(call.arguments.at("destination").get<std::string>());
  NetworkRule rule;
  rule.effect = RuleEffect::allow;
  rule.purpose = Purpose::model;
  rule.host = destination.host.text;
  rule.port = destination.port;
  rule.session = session;
  rule.created_at = unix_millis_now();
  return rule;
}

}  // namespace hearth::agent
