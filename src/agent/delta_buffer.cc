#include "agent/delta_buffer.h"

namespace hearth::agent {

void DeltaBuffer::add(const ChatDelta& delta) {
  constexpr std::chrono::milliseconds interval(40);
  if (delta.kind != kind_) flush();
  kind_ = delta.kind;
  text_ += delta.text;
  if (std::chrono::steady_clock::now() - committed_ >= interval) flush();
}

void DeltaBuffer::flush() {
  if (text_.empty()) return;
  const char* type = kind_ == ChatDelta::Kind::text ? "message.delta" : "thinking.delta";
  log_.note({{type, {{"text", text_}}}});
  text_.clear();
  committed_ = std::chrono::steady_clock::now();
}

}  // namespace hearth::agent
