#include "process/wait_readable.h"

#include <poll.h>
#include <sys/eventfd.h>

#include <algorithm>
#include <cerrno>

#include "base/error.h"
#include "base/fd.h"
#include "base/stop.h"

namespace hearth::process {

namespace {

using std::chrono::milliseconds;

constexpr milliseconds longest_wait{60'000};

int milliseconds_until(Deadline deadline) {
  Deadline now = std::chrono::steady_clock::now();
  if (deadline <= now) return 0;
  if (deadline - now > longest_wait) return static_cast<int>(longest_wait.count());
  return static_cast<int>(std::chrono::ceil<milliseconds>(deadline - now).count());
}

}  // namespace

bool wait_readable(int fd, Deadline deadline, std::stop_token stop) {
  Fd wake(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
  if (!wake) throw_errno("creating an eventfd");
  std::stop_callback on_stop(stop, [&] { ::eventfd_write(wake.get(), 1); });
  for (;;) {
    throw_if_stopped(stop);
    pollfd polls[] = {{fd, POLLIN, 0}, {wake.get(), POLLIN, 0}};
    int ready = ::poll(polls, 2, milliseconds_until(deadline));
    if (ready < 0 && errno != EINTR) throw_errno("waiting on a descriptor");
    throw_if_stopped(stop);
    if (ready > 0 && polls[0].revents != 0) return true;
    if (ready <= 0 && std::chrono::steady_clock::now() >= deadline) return false;
  }
}

}  // namespace hearth::process
