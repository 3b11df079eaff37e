#include "egress/proxy.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <stop_token>
#include <system_error>
#include <thread>
#include <utility>

#include "base/error.h"
#include "base/log.h"
#include "egress/proxy_connection.h"
#include "egress/waker.h"
#include "http_server/connections.h"

namespace hearth::egress {

namespace {

constexpr std::size_t most_connections = 64;
// When the machine is out of descriptors or threads, accepting again at once would only spin.
constexpr int pause_ms = 50;

void make_non_blocking(int fd) {
  if (::fcntl(fd, F_SETFL, ::fcntl(fd, F_GETFL) | O_NONBLOCK) != 0) throw_errno("preparing the proxy's listener");
}

}  // namespace

GrantedHost parse_granted_host(std::string_view text) {
  constexpr std::string_view star = "*.";
  bool is_pattern = text.starts_with(star);
  HostAndPort place = parse_host_and_port(is_pattern ? text.substr(star.size()) : text);
  return {HostPattern(is_pattern ? fmt::format("{}{}", star, place.host.text) : place.host.text), place.port};
}

std::string describe(const GrantedHost& granted) {
  std::string host = granted.host.text();
  bool is_v6 = granted.host.is_address() && host.find(':') != std::string::npos;
  return fmt::format("{}{}{}:{}", is_v6 ? "[" : "", host, is_v6 ? "]" : "", granted.port);
}

class Proxy::Core {
 public:
  Core(Gate& gate, Fd listener, Options options)
      : gate_(gate), options_(std::move(options)), listener_(std::move(listener)), connections_([] {}) {
    make_non_blocking(listener_.get());
    acceptor_ = std::jthread([this](const std::stop_token& stop) { accept_loop(stop); });
  }

 private:
  void accept_loop(const std::stop_token& stop) {
    Waker waker(stop, {});
    while (!stop.stop_requested()) {
      pollfd polls[] = {{waker.fd(), POLLIN, 0}, {listener_.get(), POLLIN, 0}};
      ::poll(polls, 2, -1);
      connections_.reap();
      if (polls[1].revents != 0 && !accept_all()) ::poll(polls, 1, pause_ms);
    }
  }

  // False when there is no room for more at the moment.
  bool accept_all() {
    while (connections_.count() < most_connections) {
      Fd socket(::accept4(listener_.get(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK));
      if (!socket) return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR || errno == ECONNABORTED;
      try {
        connections_.start(std::move(socket), [this](auto, int fd, const std::stop_token& stop) {
          serve_proxy_connection(gate_, options_, fd, stop);
        });
      } catch (const std::system_error& fault) {
        log::warn("starting a thread for a boxed program's connection: {}", fault.what());
        return false;
      }
    }
    return false;
  }

  // Destroyed from the last to the first: accepting stops, the connections end, the listener closes.
  Gate& gate_;
  Options options_;
  Fd listener_;
  http_server::Connections connections_;
  std::jthread acceptor_;
};

Proxy::Proxy(Gate& gate, Fd listener, Options options)
    : core_(std::make_unique<Core>(gate, std::move(listener), std::move(options))) {}
Proxy::~Proxy() = default;

}  // namespace hearth::egress
