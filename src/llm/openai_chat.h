// A model behind any server that speaks OpenAI's chat completions: llama-server, Ollama, LM Studio and others. Opens
// one connection per request, by http_client/. A request is repeated only while nothing of an answer has been passed
// on, and only where that can help. chat() keeps no state, so any thread may call it.
#pragma once

#include <chrono>
#include <string>

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
  // `model` as the server names it.
  OpenAiChat(ModelServer server, std::string model, ChatLimits limits = {});

  const ModelInfo& info() const override { return info_; }
  Message chat(const ChatRequest& request, const ChatSink& sink, std::stop_token stop) override;

 private:
  ChatOutcome attempt(const http_client::Request& http, const CallIds& ids, const ChatSink& sink,
                      std::stop_token stop) const;

  ModelServer server_;
  Target target_;
  ChatLimits limits_;
  ModelInfo info_;
};

}  // namespace hearth::llm
