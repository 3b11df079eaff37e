#include "llm/openai_reply.h"

#include <algorithm>
#include <cstddef>
#include <utility>
#include <variant>

namespace hearth::llm {

namespace {

constexpr std::size_t most_error_bytes = 64 * 1024;

}  // namespace

OpenAiReply::OpenAiReply(Target target, CallIds ids, const ChatSink& sink)
    : target_(target),
      stream_(std::move(target), std::move(ids), sink),
      events_([this](const http_client::SseEvent& event) { stream_.event(event.data); }) {}

void OpenAiReply::head(int status, std::optional<std::chrono::milliseconds> wait) {
  status_ = status;
  wait_ = wait;
  if (status < 200 || status > 299) form_ = Form::error;
}

// Content types are often wrong, the first byte is not: no event stream begins with a brace.
void OpenAiReply::look_at(std::string_view& bytes) {
  bytes.remove_prefix(std::min(bytes.find_first_not_of(" \t\r\n"), bytes.size()));
  if (!bytes.empty()) form_ = bytes.front() == '{' ? Form::whole : Form::events;
}

void OpenAiReply::feed(std::string_view bytes) {
  if (form_ == Form::unknown) look_at(bytes);
  switch (form_) {
    case Form::unknown:
      break;
    case Form::events:
      events_.feed(bytes);
      break;
    case Form::whole:
      body_ += bytes;
      break;
    case Form::error:
      body_ += bytes.substr(0, most_error_bytes - std::min(body_.size(), most_error_bytes));
      break;
  }
}

void OpenAiReply::broken(ChatFailure failure) {
  stream_.broken(std::move(failure));
}

ChatOutcome OpenAiReply::finish() {
  if (form_ == Form::error) {
    ChatFailure failure = failure_from_status(target_, status_, body_);
    failure.wait = wait_;
    return failure;
  }
  if (form_ == Form::events) events_.finish();
  if (form_ == Form::whole) stream_.event(body_);
  return stream_.finish();
}

}  // namespace hearth::llm
