#include "cli/terminal/system_console.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstddef>
#include <utility>

#include "base/error.h"
#include "base/fd.h"
#include "base/stop.h"
#include "cli/terminal/input_wait.h"

namespace hearth::cli {

Surroundings SystemConsole::surroundings() const {
  Surroundings around;
  around.input_is_terminal = ::isatty(STDIN_FILENO) == 1;
  around.output_is_terminal = ::isatty(STDOUT_FILENO) == 1;
  around.error_is_terminal = ::isatty(STDERR_FILENO) == 1;
  winsize size{};
  int screen = around.output_is_terminal ? STDOUT_FILENO : STDERR_FILENO;
  if (::ioctl(screen, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) around.width = size.ws_col;
  return around;
}

void SystemConsole::out(std::string_view bytes) {
  write_all(STDOUT_FILENO, bytes, "the standard output");
}

void SystemConsole::err(std::string_view bytes) {
  while (!bytes.empty()) {
    ssize_t count = ::write(STDERR_FILENO, bytes.data(), bytes.size());
    if (count < 0 && errno != EINTR) return;
    if (count > 0) bytes.remove_prefix(static_cast<std::size_t>(count));
  }
}

std::optional<std::string> SystemConsole::read_line(std::stop_token stop) {
  for (;;) {
    if (std::size_t end = pending_.find('\n'); end != std::string::npos) {
      std::string line = pending_.substr(0, end);
      pending_.erase(0, end + 1);
      return line;
    }
    if (at_end_) {
      if (pending_.empty()) return std::nullopt;
      return std::exchange(pending_, std::string());
    }
    if (wait_readable(STDIN_FILENO, stop) == Readiness::stopped) throw Cancelled{};
    std::array<char, 4096> buffer;
    ssize_t count = ::read(STDIN_FILENO, buffer.data(), buffer.size());
    if (count < 0 && errno != EINTR) throw_errno("reading the standard input");
    if (count == 0) at_end_ = true;
    if (count > 0) pending_.append(buffer.data(), static_cast<std::size_t>(count));
  }
}

}  // namespace hearth::cli
