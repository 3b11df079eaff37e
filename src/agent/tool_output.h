// Passes on what a call's program prints while it runs, in few, durable events. What is still held back when the call
// ends is not lost: the whole output is in the call's result. Owned by a run; any thread of the run.
#pragma once

#include <chrono>
#include <map>
#include <string>
#include <string_view>

#include "agent/run_log.h"
#include "base/sync.h"

namespace hearth::agent {

class ToolOutput {
 public:
  explicit ToolOutput(RunLog& log) : log_(log) {}
  // Commits the lines at once if none of the call was committed in the last 100 ms, else keeps them for the next time.
  void add(const std::string& call_id, std::string_view text);

 private:
  struct Pending {
    std::string text;
    std::chrono::steady_clock::time_point committed{};
  };

  RunLog& log_;
  Sync<std::map<std::string, Pending>> pending_;
};

}  // namespace hearth::agent
