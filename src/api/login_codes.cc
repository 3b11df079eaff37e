#include "api/login_codes.h"

#include <utility>

#include "base/crypto.h"

namespace hearth::api {

namespace {

constexpr std::size_t code_bytes = 16;
constexpr std::size_t most_open = 8;
constexpr int most_wrong_tries = 10;
constexpr std::chrono::minutes lifetime(5);

}  // namespace

std::string LoginCodes::issue() {
  std::string text = random_hex(code_bytes);
  state_.with([&](State& state) {
    if (state.open.size() == most_open) state.open.erase(state.open.begin());
    state.open.push_back({text, now_() + lifetime});
    state.wrong_tries = 0;
  });
  return text;
}

bool LoginCodes::redeem(std::string_view code) {
  return state_.with([&](State& state) {
    auto now = now_();
    std::erase_if(state.open, [&](const Code& open) { return open.expires <= now; });
    if (std::erase_if(state.open, [&](const Code& open) { return equal_in_constant_time(open.text, code); }) > 0)
      return true;
    if (++state.wrong_tries >= most_wrong_tries) state.open.clear();
    return false;
  });
}

}  // namespace hearth::api
