// Builds one answer from the events of an OpenAI-compatible chat completion stream, forgiving what servers get wrong.
// Pure: no I/O, so that tests can feed it every stream in every cut. Owned by one request; one thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "domain/chat_model.h"
#include "llm/chat_failure.h"
#include "llm/tool_call_assembler.h"

namespace hearth::llm {

// An answer, perhaps cut short (Stop::interrupted), or why there is none. No failure once anything was streamed.
using ChatOutcome = std::variant<Message, ChatFailure>;

class OpenAiStream {
 public:
  OpenAiStream(Target target, CallIds ids, const ChatSink& sink);

  // The data of one event; also the whole body of an answer that was not streamed. Events after the end are ignored.
  void event(std::string_view data);
  // The connection broke: the rest will not come. `failure` tells the user why if nothing came before; an answer that
  // had its finish_reason is whole all the same.
  void broken(ChatFailure failure);
  // After the last event.
  ChatOutcome finish();

  // True once the server said that nothing follows: the answer is whole whatever happens to the connection.
  bool ended() const { return done_; }
  // True once the consumer has seen a part of the answer, which cannot be taken back.
  bool emitted() const { return emitted_; }

 private:
  void choice(const json& choice);
  void delta(const json& delta);
  void emit(ChatDelta::Kind kind, std::string_view text);
  void text_parts(const json& content);
  Stop stop_of(bool has_calls) const;
  bool has_terminal() const { return done_ || !finish_reason_.empty(); }
  Message interrupted(Message message);

  Target target_;
  CallIds ids_;
  const ChatSink& sink_;
  ToolCallAssembler calls_;
  std::string text_, thinking_, refusal_;
  std::string finish_reason_;
  Usage usage_;
  std::optional<ChatFailure> failure_;
  bool done_ = false;
  bool emitted_ = false;
};

}  // namespace hearth::llm
