// A model behind any server that speaks OpenAI's chat completions: llama-server, Ollama, LM Studio and others, on this
// machine or elsewhere. Opens one connection per request, by http_client/; to another machine with leave of the egress
// gate, which is asked each time. A request is repeated only while nothing of an answer has been passed
// on, and only where that can help. chat() keeps no state, so any thread may call it.
#pragma once

#include <chrono>
#include <stop_token>
#include <string>
#include <string_view>

#include "domain/chat_model.h"
#include "llm/endpoint.h"
#include "llm/openai_stream.h"

namespace hearth::llm {

struct ChatLimits {
  std::chrono::milliseconds connect{5'000};
  std::chrono::milliseconds idle{120'000};     // without a byte, the first one included
  std::chrono::milliseconds retry_delay{250};  // before the first repetition, doubled each time
  int retries = 2;
};

class OpenAiChat final : public ChatModel {
 public:
  // `model` as the server names it. Throws Error(invalid_argument) when the address of a server elsewhere is none.
  OpenAiChat(ModelServer server, std::string model, ChatLimits limits = {});

  const ModelInfo& info() const override { return info_; }
  std::string request_body(const ChatRequest& request) const override;
  Message chat(const ChatRequest& request, const ChatSink& sink, std::stop_token stop) override;

 private:
  EgressPermit leave_to_send(const ChatRequest& request, std::string_view body, std::stop_token stop) const;
  ChatOutcome attempt(const http_client::Request& http, EgressPermit permit, const CallIds& ids, const ChatSink& sink,
                      std::stop_token stop) const;

  ModelServer server_;
  Target target_;
  ChatLimits limits_;
  ModelInfo info_;
};

}  // namespace hearth::llm
