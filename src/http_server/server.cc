#include "http_server/server.h"

#include <fmt/format.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>

#include <atomic>
#include <cerrno>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

#include "base/check.h"
#include "base/error.h"
#include "base/fd.h"
#include "base/log.h"
#include "http_server/connection.h"
#include "http_server/connections.h"
#include "http_server/listener.h"
#include "http_server/response_head.h"

namespace hearth::http_server {

namespace {

using Clock = std::chrono::steady_clock;

// When the machine is out of descriptors, accepting again at once would only spin.
constexpr int pause_ms = 50;

// An eventfd: poll() wakes when it has been signalled.
class WakeUp {
 public:
  WakeUp() : fd_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
    if (!fd_) throw_errno("creating an eventfd");
  }
  void signal() { ::eventfd_write(fd_.get(), 1); }
  void clear() {
    eventfd_t count = 0;
    ::eventfd_read(fd_.get(), &count);
  }
  int fd() const { return fd_.get(); }

 private:
  Fd fd_;
};

}  // namespace

// The accept thread waits for connections, for connections that have ended, and for hang-ups of streaming clients.
class Server::Core {
 public:
  Core(Options options, Handler handler);

  std::uint16_t tcp_port() const { return surroundings_.port; }
  Activity activity();

 private:
  enum class Room { left, none };

  void accept_loop(const std::stop_token& stop);
  Room accept_all(int listener, Transport transport);
  void start_connection(Fd socket, Transport transport);
  void turn_away(const Fd& socket);
  void note_activity() { last_activity_ = Clock::now().time_since_epoch().count(); }

  // Destroyed from the last to the first: accepting stops, the listeners close, the connections end, the rest goes.
  Options options_;
  Handler handler_;
  std::atomic<Clock::rep> last_activity_{0};
  std::atomic<std::size_t> requests_{0};
  Surroundings surroundings_;
  WakeUp wake_;
  Connections connections_;
  std::optional<UnixListener> unix_listener_;
  std::optional<TcpListener> tcp_listener_;
  std::jthread acceptor_;
};

Server::Core::Core(Options options, Handler handler)
    : options_(std::move(options)),
      handler_(std::move(handler)),
      surroundings_{options_, handler_, 0, [this] { note_activity(), ++requests_; },
                    [this] { note_activity(), --requests_; }},
      connections_([this] { wake_.signal(); }) {
  check(handler_ != nullptr && (options_.unix_socket_path || options_.tcp_port));
  note_activity();
  if (options_.unix_socket_path) unix_listener_.emplace(*options_.unix_socket_path);
  if (options_.tcp_port) {
    tcp_listener_.emplace(*options_.tcp_port);
    surroundings_.port = tcp_listener_->port();
  }
  acceptor_ = std::jthread([this](const std::stop_token& stop) { accept_loop(stop); });
}

Activity Server::Core::activity() {
  Activity activity;
  activity.connections = connections_.count();
  activity.requests = requests_;
  if (activity.requests == 0) {
    Clock::time_point last{Clock::duration(last_activity_.load())};
    activity.idle = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - last);
  }
  return activity;
}

void Server::Core::accept_loop(const std::stop_token& stop) {
  std::stop_callback wake_on_stop(stop, [this] { wake_.signal(); });
  Room room = Room::left;
  while (!stop.stop_requested()) {
    std::vector<Connections::Watched> watched = connections_.watched();
    short accepting = room == Room::left ? POLLIN : 0;
    std::vector<pollfd> polls = {{wake_.fd(), POLLIN, 0},
                                 {unix_listener_ ? unix_listener_->fd() : -1, accepting, 0},
                                 {tcp_listener_ ? tcp_listener_->fd() : -1, accepting, 0}};
    std::size_t first_watched = polls.size();
    for (const Connections::Watched& connection : watched) polls.push_back({connection.socket, POLLRDHUP, 0});
    ::poll(polls.data(), polls.size(), room == Room::left ? -1 : pause_ms);
    wake_.clear();
    connections_.reap();
    for (std::size_t i = 0; i < watched.size(); ++i) {
      if (polls[first_watched + i].revents != 0) connections_.request_stop(watched[i].id);
    }
    room = Room::left;
    if (polls[1].revents != 0) room = accept_all(polls[1].fd, Transport::unix_socket);
    if (polls[2].revents != 0 && room == Room::left) room = accept_all(polls[2].fd, Transport::tcp);
  }
}

Server::Core::Room Server::Core::accept_all(int listener, Transport transport) {
  for (;;) {
    Fd socket(::accept4(listener, nullptr, nullptr, SOCK_CLOEXEC));
    if (socket) {
      start_connection(std::move(socket), transport);
      continue;
    }
    if (errno == EINTR || errno == ECONNABORTED) continue;
    if (errno == EAGAIN || errno == EWOULDBLOCK) return Room::left;
    log::warn("accepting a connection: {}", std::generic_category().message(errno));
    return Room::none;
  }
}

void Server::Core::start_connection(Fd socket, Transport transport) {
  if (transport == Transport::unix_socket && !is_own_peer(socket.get())) return;
  if (connections_.count() >= options_.limits.connections) {
    turn_away(socket);
    return;
  }
  auto serve = [this, transport](Connections::Id id, int fd, std::stop_token stop) {
    Connection(fd, transport, surroundings_, [this, id] { connections_.watch(id); }).run(std::move(stop));
  };
  try {
    connections_.start(std::move(socket), serve);
  } catch (const std::system_error& fault) {
    log::warn("starting a connection's thread: {}", fault.what());
  }
}

// Without waiting: a client that would have to be waited for is not told why.
void Server::Core::turn_away(const Fd& socket) {
  Response response = problem(503, "Too many connections are open; try again in a moment.");
  std::string bytes;
  append_head(bytes, response, Framing::sized, AfterAnswer::close, options_.opener);
  bytes += response.body;
  ::send(socket.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
  ::shutdown(socket.get(), SHUT_WR);
  char unread[4096];
  while (::recv(socket.get(), unread, sizeof unread, MSG_DONTWAIT) > 0) {
  }
}

Server::Server(Options options, Handler handler)
    : core_(std::make_unique<Core>(std::move(options), std::move(handler))) {}
Server::~Server() = default;
std::uint16_t Server::tcp_port() const {
  return core_->tcp_port();
}
Activity Server::activity() const {
  return core_->activity();
}

}  // namespace hearth::http_server
