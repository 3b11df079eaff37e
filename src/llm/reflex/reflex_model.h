// The built-in tier: a chat model without a language model. It recognises what a task asks for, calls the tools for it
// and composes an answer of verbatim passages with citations, counted numbers and fixed wording; what it cannot do it
// says. Deterministic: the answer follows from the messages and the request's time alone. Opens no file and no
// connection. One chat() at a time per object, as for every ChatModel; never throws Error.
#pragma once

#include "domain/chat_model.h"

namespace hearth::llm::reflex {

class ReflexModel final : public ChatModel {
 public:
  const ModelInfo& info() const override;
  Message chat(const ChatRequest& request, const ChatSink& sink, std::stop_token stop) override;
};

}  // namespace hearth::llm::reflex
