#include "cli/terminal/input_wait.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdint>

#include "base/error.h"
#include "base/fd.h"

namespace hearth::cli {

Readiness wait_readable(int fd, const std::stop_token& stop) {
  Fd wake(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
  if (!wake) throw_errno("waiting for input");
  std::stop_callback on_stop(stop, [&wake] {
    std::uint64_t one = 1;
    // A full counter wakes the poll just as well, so a failed write changes nothing.
    [[maybe_unused]] ssize_t written = ::write(wake.get(), &one, sizeof one);
  });
  std::array<pollfd, 2> polled{{{fd, POLLIN, 0}, {wake.get(), POLLIN, 0}}};
  while (::poll(polled.data(), polled.size(), -1) < 0) {
    if (errno != EINTR) throw_errno("waiting for input");
  }
  return polled[1].revents != 0 ? Readiness::stopped : Readiness::readable;
}

}  // namespace hearth::cli
