#include "llm/openai_chat.h"

#include <fmt/format.h>

#include <utility>
#include <variant>

#include "base/error.h"
#include "base/log.h"
#include "base/stop.h"
#include "base/sync.h"
#include "llm/openai_reply.h"
#include "llm/openai_request.h"

namespace hearth::llm {

namespace {

CallIds ids_of(const ChatRequest& request) {
  CallIds ids;
  ids.prefix = fmt::format("call_{:x}_", request.now);
  for (const Message& message : request.messages) {
    for (const Block& block : message.blocks) {
      if (!block.call_id.empty()) ids.taken.insert(block.call_id);
    }
  }
  return ids;
}

void pause(std::chrono::milliseconds time, std::stop_token stop) {
  Sync<bool> nothing(false);
  auto never = [](bool) { return false; };
  nothing.wait_until(stop, std::chrono::steady_clock::now() + time, never, [](bool) {});
  throw_if_stopped(stop);
}

}  // namespace

OpenAiChat::OpenAiChat(ModelServer server, std::string model, ChatLimits limits)
    : server_(std::move(server)), target_{server_.base_url, std::move(model)}, limits_(limits) {
  info_.id = fmt::format("{}/{}", provider_of(server_), target_.model);
  info_.description = fmt::format("{} at {}", target_.model, target_.base_url);
  info_.destination = destination_of(server_);
  info_.leaves_machine = !info_.destination.empty();
}

std::string OpenAiChat::request_body(const ChatRequest& request) const {
  return openai_request_body(request, target_.model);
}

Message OpenAiChat::chat(const ChatRequest& request, const ChatSink& sink, std::stop_token stop) {
  http_client::Request http = request_to(server_, "/chat/completions");
  http.method = "POST";
  http.headers.emplace_back("Content-Type", "application/json");
  http.headers.emplace_back("Accept", "text/event-stream");
  http.body = request_body(request);
  http.timeouts = {.connect = limits_.connect, .total = {}, .idle = limits_.idle};

  CallIds ids = ids_of(request);
  std::chrono::milliseconds delay = limits_.retry_delay;
  for (int tries = 0;; ++tries, delay *= 2) {
    ChatOutcome outcome = attempt(http, leave_to_send(request, http.body, stop), ids, sink, stop);
    if (Message* message = std::get_if<Message>(&outcome)) {
      message->origin.provider = provider_of(server_);
      return std::move(*message);
    }
    const ChatFailure& failure = std::get<ChatFailure>(outcome);
    if (failure.retry == Retry::never || tries == limits_.retries) throw Error(failure.code, failure.message);
    log::info("asking {} failed ({}), trying again", info_.id, to_string(failure.code));
    pause(failure.wait.value_or(delay), stop);
  }
}

EgressPermit OpenAiChat::leave_to_send(const ChatRequest& request, std::string_view body, std::stop_token stop) const {
  egress::Outgoing about{.model = info_.id, .body = body, .consent = request.consent};
  if (request.session.value != 0) about.question.session = request.session;
  if (request.run.value != 0) about.run = request.run;
  for (const Message& message : request.messages) {
    if (message.id.value != 0) about.messages.push_back(message.id);
  }
  return leave_for(server_, std::move(about), std::move(stop));
}

ChatOutcome OpenAiChat::attempt(const http_client::Request& http, EgressPermit permit, const CallIds& ids,
                                const ChatSink& sink, std::stop_token stop) const {
  bool in_sink = false;
  ChatSink marked = [&](const ChatDelta& delta) {
    in_sink = true;
    if (sink) sink(delta);
    in_sink = false;
  };
  OpenAiReply reply(target_, ids, marked);
  http_client::Receiver receiver;
  receiver.on_head = [&](const http_client::Response& head) {
    reply.head(head.status, retry_wait(head.header("retry-after-ms"), head.header("retry-after")));
  };
  receiver.on_bytes = [&](std::string_view bytes) { reply.feed(bytes); };
  try {
    http_client::stream(http, receiver, std::move(permit), stop);
  } catch (const Error& error) {
    // A broken connection is a legal outcome here: what arrived may be a whole answer, or the request be repeated.
    // What the consumer throws is neither.
    if (in_sink) throw;
    reply.broken(failure_from_transport(target_, error.code(), error.what()));
  }
  return reply.finish();
}

}  // namespace hearth::llm
