// A console for tests: input from a list, output into strings. What is read past the list is the end of the input, or,
// if the person is said to be hesitating, nothing until the reading is cancelled.
#pragma once

#include <deque>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

#include "base/stop.h"
#include "base/sync.h"
#include "cli/terminal/console.h"

namespace hearth::cli {

struct FakeConsole final : Console {
  Surroundings around;
  std::deque<std::string> input;
  bool hesitating = false;
  std::string output;
  std::string error;

  void be_terminal() { around = {true, true, true, 80}; }

  Surroundings surroundings() const override { return around; }
  void out(std::string_view bytes) override { output += bytes; }
  void err(std::string_view bytes) override { error += bytes; }
  std::optional<std::string> read_line(std::stop_token stop) override {
    throw_if_stopped(stop);
    if (!input.empty()) {
      std::string line = input.front();
      input.pop_front();
      return line;
    }
    if (!hesitating) return std::nullopt;
    Sync<bool> never(false);
    never.wait(
        stop, [](bool& happened) { return happened; }, [](bool&) {});
    throw Cancelled{};
  }
};

}  // namespace hearth::cli
