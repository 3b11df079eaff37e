// Gathers the small pieces that a model streams into fewer, durable events. Owned by a run; the run's thread.
#pragma once

#include <chrono>
#include <string>

#include "agent/run_log.h"
#include "domain/chat_model.h"

namespace hearth::agent {

class DeltaBuffer {
 public:
  explicit DeltaBuffer(RunLog& log) : log_(log) {}
  // Commits at once if nothing was committed in the last 40 ms, else keeps the text for the next call.
  void add(const ChatDelta& delta);
  void flush();

 private:
  RunLog& log_;
  ChatDelta::Kind kind_ = ChatDelta::Kind::text;
  std::string text_;
  std::chrono::steady_clock::time_point committed_{};
};

}  // namespace hearth::agent
