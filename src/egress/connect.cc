#include "egress/connect.h"

#include <fmt/format.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>

#include <cerrno>
#include <chrono>
#include <string>
#include <system_error>

#include "base/error.h"
#include "base/stop.h"
#include "egress/waker.h"

namespace hearth::egress {

namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr milliseconds patience{10'000};  // with each address

std::string message_of(int error_number) {
  return std::generic_category().message(error_number);
}

class Attempt {
 public:
  Attempt(const EgressPermit& permit, const std::stop_token& stop)
      : permit_(permit), stop_(stop), waker_(stop, permit.revoked()) {}

  // Nothing, with why_not() set, when the address does not answer.
  Fd at(const IpAddress& address) {
    SocketAddress there = socket_address(address, permit_.port());
    Fd socket(::socket(there.storage.ss_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    if (!socket) throw_errno("opening a socket");
    int on = 1;
    ::setsockopt(socket.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    int result = ::connect(socket.get(), there.get(), there.length) == 0 ? 0 : errno;
    if (result == EINPROGRESS) result = outcome_of(socket.get());
    why_not_ = result == 0 ? std::string() : message_of(result);
    return result == 0 ? std::move(socket) : Fd();
  }
  const std::string& why_not() const { return why_not_; }

 private:
  // 0, or the number of what went wrong.
  int outcome_of(int socket) {
    Clock::time_point deadline = Clock::now() + patience;
    for (;;) {
      pollfd polls[] = {{socket, POLLOUT, 0}, {waker_.fd(), POLLIN, 0}};
      auto left = std::chrono::ceil<milliseconds>(deadline - Clock::now());
      if (left.count() <= 0) return ETIMEDOUT;
      int ready = ::poll(polls, 2, static_cast<int>(left.count()));
      if (ready < 0 && errno != EINTR) return errno;
      throw_if_stopped(stop_);
      if (permit_.revoked().stop_requested()) {
        throw Error(Code::denied, fmt::format("connecting to {}: the network rules have changed", permit_.host()));
      }
      if (ready <= 0 || polls[0].revents == 0) continue;
      int result = 0;
      socklen_t length = sizeof result;
      return ::getsockopt(socket, SOL_SOCKET, SO_ERROR, &result, &length) == 0 ? result : errno;
    }
  }

  const EgressPermit& permit_;
  const std::stop_token& stop_;
  Waker waker_;
  std::string why_not_;
};

}  // namespace

Fd connect_to(const EgressPermit& permit, std::stop_token stop) {
  Attempt attempt(permit, stop);
  std::string tried;
  for (const IpAddress& address : permit.addresses()) {
    Fd socket = attempt.at(address);
    if (socket) return socket;
    tried += fmt::format("{}{}: {}", tried.empty() ? "" : "; ", address.text(), attempt.why_not());
  }
  throw Error(Code::unavailable, fmt::format("connecting to {}:{}: {}", permit.host(), permit.port(), tried));
}

}  // namespace hearth::egress
