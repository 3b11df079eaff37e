// From the bytes of one HTTP answer of an OpenAI-compatible server to the message it holds, whether it is a stream of
// events, one JSON body in spite of the request, or an error status. The result does not depend on how the bytes are
// cut. Pure: no I/O. Owned by one request; one thread. feed() throws Error(unavailable) when one event is too large.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "http_client/sse_parser.h"
#include "llm/openai_stream.h"

namespace hearth::llm {

class OpenAiReply {
 public:
  OpenAiReply(Target target, CallIds ids, const ChatSink& sink);
  OpenAiReply(const OpenAiReply&) = delete;
  OpenAiReply& operator=(const OpenAiReply&) = delete;

  // Once, before the bytes. `wait` is how long the server asked us to wait.
  void head(int status, std::optional<std::chrono::milliseconds> wait);
  void feed(std::string_view bytes);
  // The connection broke; see OpenAiStream::broken.
  void broken(ChatFailure failure);
  ChatOutcome finish();

 private:
  enum class Form { unknown, events, whole, error };
  void look_at(std::string_view& bytes);

  Target target_;
  OpenAiStream stream_;
  http_client::SseParser events_;
  Form form_ = Form::unknown;
  int status_ = 0;
  std::optional<std::chrono::milliseconds> wait_;
  std::string body_;  // of an answer that is not a stream
};

}  // namespace hearth::llm
