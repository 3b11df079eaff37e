#include "cli/terminal/sigint_thread.h"

#include <sys/signalfd.h>
#include <unistd.h>

#include <csignal>
#include <stop_token>

#include "base/error.h"
#include "cli/terminal/input_wait.h"

namespace hearth::cli {

SigintThread::SigintThread(Interruption& interruption) {
  sigset_t interrupts;
  sigemptyset(&interrupts);
  sigaddset(&interrupts, SIGINT);
  if (int error = ::pthread_sigmask(SIG_BLOCK, &interrupts, nullptr); error != 0) throw_errno("blocking SIGINT", error);
  signals_ = Fd(::signalfd(-1, &interrupts, SFD_CLOEXEC));
  if (!signals_) throw_errno("listening for SIGINT");
  thread_ = std::jthread([fd = signals_.get(), &interruption](std::stop_token stop) {
    while (wait_readable(fd, stop) == Readiness::readable) {
      signalfd_siginfo info;
      if (::read(fd, &info, sizeof info) == static_cast<ssize_t>(sizeof info)) interruption.interrupt();
    }
  });
}

}  // namespace hearth::cli
