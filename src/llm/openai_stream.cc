#include "llm/openai_stream.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <utility>
#include <vector>

#include "llm/bounded_json.h"

namespace hearth::llm {

namespace {

const json& member(const json& object, const char* key) {
  static const json nothing;
  if (!object.is_object()) return nothing;
  auto found = object.find(key);
  return found == object.end() ? nothing : *found;
}

std::string_view text_of(const json& value) {
  return value.is_string() ? std::string_view(value.get_ref<const std::string&>()) : std::string_view();
}

std::int64_t count_of(const json& value) {
  if (!value.is_number_integer()) return 0;
  return std::clamp<std::int64_t>(value.get<std::int64_t>(), 0, INT64_C(1) << 40);
}

// Servers count cached input and reasoning as parts of the totals; ours exclude each other.
Usage usage_from(const json& reported) {
  Usage usage;
  std::int64_t prompt = count_of(member(reported, "prompt_tokens"));
  std::int64_t completion = count_of(member(reported, "completion_tokens"));
  usage.input_cached = std::min(prompt, count_of(member(member(reported, "prompt_tokens_details"), "cached_tokens")));
  usage.input = prompt - usage.input_cached;
  usage.output_reasoning =
      std::min(completion, count_of(member(member(reported, "completion_tokens_details"), "reasoning_tokens")));
  usage.output = completion - usage.output_reasoning;
  usage.complete = true;
  return usage;
}

void add_block(Message& message, Block::Kind kind, std::string text) {
  if (text.empty()) return;
  Block block = Block::make_text(std::move(text));
  block.kind = kind;
  message.blocks.push_back(std::move(block));
}

}  // namespace

OpenAiStream::OpenAiStream(Target target, CallIds ids, const ChatSink& sink)
    : target_(std::move(target)), ids_(std::move(ids)), sink_(sink) {}

void OpenAiStream::event(std::string_view data) {
  if (done_ || failure_ || data.empty()) return;
  if (data == "[DONE]") {
    done_ = true;
    return;
  }
  std::optional<json> value = parse_bounded(data);
  if (!value || !value->is_object()) {
    failure_ = failure_from_object(target_, "the stream holds an event that is not a JSON object");
    return;
  }
  if (const json& usage = member(*value, "usage"); usage.is_object()) usage_ = usage_from(usage);
  if (const json& choices = member(*value, "choices"); choices.is_array()) {
    for (const json& each : choices) choice(each);
  }
  if (const json& error = member(*value, "error"); !error.is_null()) failure_ = failure_from_object(target_, error);
}

void OpenAiStream::choice(const json& choice) {
  if (count_of(member(choice, "index")) != 0) return;  // we ask for one answer
  const json& piece = member(choice, "delta");
  delta(piece.is_object() ? piece : member(choice, "message"));
  if (std::string_view reason = text_of(member(choice, "finish_reason")); !reason.empty()) finish_reason_ = reason;
  if (finish_reason_ == "error") failure_ = failure_from_object(target_, "the model stopped with an error");
}

void OpenAiStream::delta(const json& delta) {
  std::string_view thinking = text_of(member(delta, "reasoning_content"));
  if (thinking.empty()) thinking = text_of(member(delta, "reasoning"));
  emit(ChatDelta::Kind::thinking, thinking);
  text_parts(member(delta, "content"));
  if (std::string_view refusal = text_of(member(delta, "refusal")); !refusal.empty()) {
    refusal_ += refusal;
    emit(ChatDelta::Kind::text, refusal);
  }
  if (const json& pieces = member(delta, "tool_calls"); pieces.is_array()) {
    for (const json& piece : pieces) calls_.add(piece);
  }
  if (const json& call = member(delta, "function_call"); call.is_object()) calls_.add({{"function", call}});
}

// Text, or a list of parts of which some are text.
void OpenAiStream::text_parts(const json& content) {
  emit(ChatDelta::Kind::text, text_of(content));
  if (!content.is_array()) return;
  for (const json& part : content) emit(ChatDelta::Kind::text, text_of(member(part, "text")));
}

void OpenAiStream::emit(ChatDelta::Kind kind, std::string_view text) {
  if (text.empty()) return;
  (kind == ChatDelta::Kind::text ? text_ : thinking_) += text;
  emitted_ = true;
  if (sink_) sink_({kind, text});
}

void OpenAiStream::broken(ChatFailure failure) {
  if (!has_terminal() && !failure_) failure_ = std::move(failure);
}

// Servers disagree on the word after tool calls, so only the words that mean a cut or a refusal count there.
Stop OpenAiStream::stop_of(bool has_calls) const {
  if (finish_reason_ == "length") return Stop::max_tokens;
  if (finish_reason_ == "content_filter") return Stop::content_filter;
  if (has_calls) return Stop::tool_use;
  return refusal_.empty() ? Stop::end_turn : Stop::refusal;
}

Message OpenAiStream::interrupted(Message message) {
  message.stop = Stop::interrupted;
  message.stop_detail = failure_ ? failure_->message : "the stream ended before the answer was complete";
  return message;
}

ChatOutcome OpenAiStream::finish() {
  bool whole = has_terminal() && !failure_;
  bool cut = !whole || finish_reason_ == "length" || finish_reason_ == "content_filter";
  bool wanted_calls = !calls_.empty();

  Message message;
  message.role = Role::assistant;
  message.origin.model = target_.model;
  message.usage = usage_;
  add_block(message, Block::Kind::thinking, std::move(thinking_));
  add_block(message, Block::Kind::text, std::move(text_));
  std::vector<Block> calls = calls_.take(cut ? StreamEnd::cut : StreamEnd::whole, std::move(ids_));
  bool has_calls = !calls.empty();
  std::ranges::move(calls, std::back_inserter(message.blocks));

  if (whole) {
    message.stop = stop_of(has_calls);
    if (message.stop == Stop::refusal) message.stop_detail = refusal_;
    if (wanted_calls && message.blocks.empty() && message.stop == Stop::end_turn) {
      message.stop = Stop::malformed_tool_call;
      message.stop_detail = "the model asked for a tool without naming one";
    }
    return message;
  }
  if (!message.blocks.empty()) return interrupted(std::move(message));
  if (failure_) return *failure_;
  return ChatFailure{Code::unavailable,
                     fmt::format("asking {} at {}: the server closed the connection before it answered: try again, or "
                                 "look into the server's log",
                                 target_.model, target_.base_url),
                     Retry::may_help,
                     {}};
}

}  // namespace hearth::llm
