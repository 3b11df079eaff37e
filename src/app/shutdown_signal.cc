#include "app/shutdown_signal.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>

#include <cerrno>
#include <csignal>
#include <cstdint>

#include "base/error.h"

namespace hearth::app {

ShutdownSignal::ShutdownSignal() {
  sigset_t ending;
  sigemptyset(&ending);
  for (int number : {SIGTERM, SIGINT, SIGHUP}) sigaddset(&ending, number);
  ::pthread_sigmask(SIG_BLOCK, &ending, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
  signals_ = Fd(::signalfd(-1, &ending, SFD_CLOEXEC));
  requests_ = Fd(::eventfd(0, EFD_CLOEXEC));
  if (!signals_ || !requests_) throw_errno("starting the sidecar: preparing for signals");
}

void ShutdownSignal::request() {
  std::uint64_t one = 1;
  write_all(requests_.get(), {reinterpret_cast<const char*>(&one), sizeof one}, "the shutdown request");
}

void ShutdownSignal::wait(int companion, std::chrono::milliseconds interval, const std::function<bool()>& is_idle) {
  pollfd sources[] = {{signals_.get(), POLLIN, 0}, {requests_.get(), POLLIN, 0}, {companion, POLLIN | POLLRDHUP, 0}};
  int timeout = interval.count() > 0 ? static_cast<int>(interval.count()) : -1;
  for (;;) {
    int ready = ::poll(sources, 3, timeout);
    if (ready > 0) return;
    if (ready == 0 && is_idle()) return;
    if (ready < 0 && errno != EINTR) throw_errno("waiting for the end of the sidecar");
  }
}

}  // namespace hearth::app
