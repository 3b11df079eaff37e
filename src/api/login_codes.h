// One-time codes that let a browser exchange a link for the token. Owned by app/; any thread.
#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/sync.h"

namespace hearth::api {

class LoginCodes {
 public:
  using Clock = std::function<std::chrono::steady_clock::time_point()>;
  explicit LoginCodes(Clock now = std::chrono::steady_clock::now) : now_(std::move(now)) {}

  // A new code, good once within five minutes. At most eight are open; the oldest gives way.
  std::string issue();
  // True once per code. Ten wrong tries withdraw every open code.
  bool redeem(std::string_view code);

 private:
  struct Code {
    std::string text;
    std::chrono::steady_clock::time_point expires;
  };
  struct State {
    std::vector<Code> open;
    int wrong_tries = 0;
  };
  Clock now_;
  Sync<State> state_;
};

}  // namespace hearth::api
