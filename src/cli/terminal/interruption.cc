#include "cli/terminal/interruption.h"

namespace hearth::cli {

std::stop_token Interruption::token() {
  return source_.with([](std::stop_source& source) { return source.get_token(); });
}

void Interruption::interrupt() {
  // A copy shares the state; callbacks of the token must not run under the lock.
  std::stop_source current = source_.with([](std::stop_source& source) { return source; });
  current.request_stop();
}

std::stop_token Interruption::rearm() {
  return source_.with([](std::stop_source& source) {
    source = std::stop_source();
    return source.get_token();
  });
}

}  // namespace hearth::cli
