#include "sandbox/box.h"

#include <sys/syscall.h>
#include <unistd.h>

#include <csignal>

#include "base/error.h"
#include "base/log.h"

namespace hearth::sandbox {

Box::Box(Walls walls, process::Child launcher, Fd first_process, Fd listener_or_lifeline)
    : walls_(walls), launcher_(std::move(launcher)), first_process_(std::move(first_process)) {
  (walls == Walls::full ? listener_ : lifeline_) = std::move(listener_or_lifeline);
}

Box::~Box() {
  if (!first_process_) return;
  // A destructor cannot pass it on; the kernel ends the box with Hearth at the latest.
  try {
    kill();
  } catch (const Error& error) {
    log::error("{}", error.what());
  }
}

bool Box::wait_until(process::Deadline deadline, std::stop_token stop) {
  return process::wait_readable(first_process_.get(), deadline, std::move(stop));
}

void Box::kill() {
  switch (walls_) {
    case Walls::full:
      ::syscall(SYS_pidfd_send_signal, first_process_.get(), SIGKILL, nullptr, 0);
      break;
    case Walls::reduced:
      lifeline_.reset();
      break;
  }
  wait({});
}

int Box::wait(std::stop_token stop) {
  wait_until(process::no_deadline, stop);
  process::ExitStatus status = launcher_.wait(std::move(stop));
  constexpr int signal_base = 128;
  return status.signal ? signal_base + *status.signal : status.code;
}

WorkspaceReport Box::report() {
  wait({});
  BoxHoldings done = std::move(holdings_);
  return done.workspace ? done.workspace->finish() : WorkspaceReport{};
}

}  // namespace hearth::sandbox
