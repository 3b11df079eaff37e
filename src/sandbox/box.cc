#include "sandbox/box.h"

#include <sys/syscall.h>
#include <unistd.h>

#include <csignal>
#include <utility>

#include "base/error.h"

namespace hearth::sandbox {

Box::Box(process::Child launcher, Fd first_process, Fd listener)
    : launcher_(std::move(launcher)), first_process_(std::move(first_process)), listener_(std::move(listener)) {}

Box::~Box() {
  if (!first_process_) return;
  try {
    kill();
  } catch (const Error&) {
    // A destructor cannot pass it on; the kernel ends the box with Hearth at the latest.
  }
}

bool Box::wait_until(process::Deadline deadline, std::stop_token stop) {
  return process::wait_readable(first_process_.get(), deadline, std::move(stop));
}

void Box::kill() {
  ::syscall(SYS_pidfd_send_signal, first_process_.get(), SIGKILL, nullptr, 0);
  wait({});
}

int Box::wait(std::stop_token stop) {
  wait_until(process::no_deadline, stop);
  process::ExitStatus status = launcher_.wait(std::move(stop));
  constexpr int signal_base = 128;
  return status.signal ? signal_base + *status.signal : status.code;
}

}  // namespace hearth::sandbox
