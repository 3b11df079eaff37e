#include "http_server/wire.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/uio.h>

#include <algorithm>
#include <cerrno>

namespace hearth::http_server {

namespace {

using std::chrono::milliseconds;

constexpr milliseconds longest_tick{1000};
constexpr milliseconds linger_time{1000};
constexpr std::size_t linger_bytes = 4 * 1024 * 1024;

timeval to_timeval(milliseconds time) {
  return {.tv_sec = time.count() / 1000, .tv_usec = (time.count() % 1000) * 1000};
}

milliseconds tick_for(const Limits& limits) {
  milliseconds shortest =
      std::min({limits.header_timeout, limits.body_timeout, limits.idle_timeout, limits.write_timeout}) / 4;
  return std::clamp(shortest, milliseconds(1), longest_tick);
}

bool would_block() {
  return errno == EAGAIN || errno == EWOULDBLOCK;
}

}  // namespace

Wire::Wire(int socket, Transport transport, const Limits& limits)
    : socket_(socket), tick_(tick_for(limits)), write_timeout_(limits.write_timeout) {
  timeval tick = to_timeval(tick_);
  ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &tick, sizeof tick);
  ::setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &tick, sizeof tick);
  int on = 1;
  if (transport == Transport::tcp) ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

Wire::Received Wire::receive() {
  for (;;) {
    ssize_t n = ::recv(socket_, buffer_, sizeof buffer_, 0);
    if (n > 0) return {Received::Outcome::bytes, {buffer_, static_cast<std::size_t>(n)}};
    if (n < 0 && errno == EINTR) continue;
    if (n < 0 && would_block()) return {Received::Outcome::tick, {}};
    return {Received::Outcome::closed, {}};
  }
}

bool Wire::send(std::string_view first, std::string_view second, std::string_view third, const std::stop_token& stop) {
  iovec parts[3] = {{const_cast<char*>(first.data()), first.size()},
                    {const_cast<char*>(second.data()), second.size()},
                    {const_cast<char*>(third.data()), third.size()}};
  std::size_t index = 0;
  Clock::time_point deadline{};
  while (index < 3) {
    if (parts[index].iov_len == 0) {
      ++index;
      continue;
    }
    msghdr message{};
    message.msg_iov = parts + index;
    message.msg_iovlen = 3 - index;
    ssize_t n = ::sendmsg(socket_, &message, MSG_NOSIGNAL);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0 && would_block()) {
      Clock::time_point now = Clock::now();
      if (deadline == Clock::time_point{}) deadline = now - tick_ + write_timeout_;
      if (now >= deadline || stop.stop_requested()) return false;
      continue;
    }
    if (n < 0) return false;
    deadline = {};
    for (auto sent = static_cast<std::size_t>(n); sent > 0;) {
      std::size_t step = std::min(sent, parts[index].iov_len);
      parts[index].iov_base = static_cast<char*>(parts[index].iov_base) + step;
      parts[index].iov_len -= step;
      sent -= step;
      if (parts[index].iov_len == 0) ++index;
    }
  }
  return true;
}

void Wire::finish_sending() {
  ::shutdown(socket_, SHUT_WR);
  Clock::time_point deadline = Clock::now() + linger_time;
  std::size_t drained = 0;
  while (drained < linger_bytes && Clock::now() < deadline) {
    Received received = receive();
    if (received.outcome == Received::Outcome::closed) return;
    drained += received.bytes.size();
  }
}

}  // namespace hearth::http_server
