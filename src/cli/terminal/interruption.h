// Ctrl-C as a stop token. Commands pass token() to everything that can block; one that goes on after an interruption
// (cancelling its run, or a chat) calls rearm() first. Any thread; nothing fails.
#pragma once

#include <stop_token>

#include "base/sync.h"

namespace hearth::cli {

class Interruption {
 public:
  // Stopped by the next interrupt(), or already stopped if one came since the last rearm().
  std::stop_token token();
  void interrupt();
  // Forgets an interruption that came before; tokens given out earlier stay stopped.
  std::stop_token rearm();

 private:
  Sync<std::stop_source> source_;
};

}  // namespace hearth::cli
