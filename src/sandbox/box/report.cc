#include "sandbox/box/report.h"

#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "sandbox/box/spec.h"

namespace hearth::sandbox {

namespace {

constexpr int exit_status = 125;  // as env and timeout do when they fail themselves

int& failure_channel() {
  static int channel = -1;
  return channel;
}

}  // namespace

void report_failures_to(int channel) {
  failure_channel() = channel;
}

void fail_with(std::string_view text) {
  bool told = false;
  if (failure_channel() >= 0) {
    std::string message = message::failed + std::string(text);
    told = ::send(failure_channel(), message.data(), message.size(), MSG_NOSIGNAL) >= 0;
  }
  if (!told) {
    std::string line = "hearth-box: " + std::string(text) + "\n";
    [[maybe_unused]] ssize_t ignored = ::write(STDERR_FILENO, line.data(), line.size());
  }
  ::_exit(exit_status);
}

void fail(std::string_view doing) {
  int error_number = errno;
  fail_with(std::string(doing) + ": " + ::strerror(error_number));
}

}  // namespace hearth::sandbox
