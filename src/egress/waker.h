// Ends a poll() when a stop token stops. Lives on the stack of the thread that polls.
#pragma once

#include <sys/eventfd.h>

#include <functional>
#include <stop_token>

#include "base/error.h"
#include "base/fd.h"

namespace hearth::egress {

class Waker {
 public:
  Waker(const std::stop_token& first, const std::stop_token& second)
      : fd_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)), on_first_(first, Wake{fd_}), on_second_(second, Wake{fd_}) {
    if (!fd_) throw_errno("creating an eventfd");
  }
  // Readable from the first stop on.
  int fd() const { return fd_.get(); }

 private:
  struct Wake {
    const Fd& fd;
    void operator()() const { ::eventfd_write(fd.get(), 1); }
  };
  Fd fd_;
  std::stop_callback<Wake> on_first_;
  std::stop_callback<Wake> on_second_;
};

}  // namespace hearth::egress
