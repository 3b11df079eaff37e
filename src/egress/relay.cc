#include "egress/relay.h"

#include <poll.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <cstddef>
#include <utility>

#include "egress/waker.h"

namespace hearth::egress {

namespace {

using Outcome = EgressTraffic::Outcome;

constexpr std::size_t piece = 64 * 1024;

// One way of the two.
struct Way {
  int from = -1;
  int to = -1;
  std::string waiting = {};  // for the receiver to take
  bool has_ended = false;    // the sender has no more
  bool is_over = false;      // and the receiver knows
};

bool would_block() {
  return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR;
}

enum class Step { fine, broken };

class Relay {
 public:
  Relay(const RelayEnds& ends, const RelayOptions& options, EgressPermit& permit, const std::stop_token& stop)
      : options_(options),
        permit_(permit),
        stop_(stop),
        waker_(stop, permit.revoked()),
        up_{.from = ends.box, .to = ends.server, .waiting = options.to_server},
        down_{.from = ends.server, .to = ends.box} {}

  Outcome run() {
    while (!is_done()) {
      std::array<pollfd, 5> polls{pollfd{waker_.fd(), POLLIN, 0}, reading(up_), writing(up_), reading(down_),
                                  writing(down_)};
      if (::poll(polls.data(), polls.size(), -1) < 0 && errno != EINTR) return Outcome::failed;
      if (permit_.revoked().stop_requested()) return Outcome::cut;
      if (stop_.stop_requested()) return Outcome::done;
      bool fine = (polls[1].revents == 0 || receive(up_) == Step::fine) &&
                  (polls[3].revents == 0 || receive(down_) == Step::fine) && send(up_) == Step::fine &&
                  send(down_) == Step::fine;
      if (!fine) return Outcome::failed;
    }
    return Outcome::done;
  }

 private:
  // A request that is sent on is whole, and over with its answer: neither side is told of the other's end, since a
  // server may take that for the end of interest, and the box may still get an answer from elsewhere. A tunnel is over
  // once both sides have ended.
  bool forwards() const { return options_.from_box == RelayOptions::FromBox::discard; }
  bool is_done() const { return down_.is_over && (up_.is_over || forwards()); }
  static pollfd reading(const Way& way) {
    bool may_read = !way.has_ended && way.waiting.empty();
    return {may_read ? way.from : -1, POLLIN, 0};
  }
  static pollfd writing(const Way& way) { return {way.waiting.empty() ? -1 : way.to, POLLOUT, 0}; }

  Step receive(Way& way) {
    ssize_t n = ::recv(way.from, buffer_.data(), buffer_.size(), 0);
    if (n < 0) return would_block() ? Step::fine : Step::broken;
    if (n == 0) {
      way.has_ended = true;
      return Step::fine;
    }
    std::string_view bytes(buffer_.data(), static_cast<std::size_t>(n));
    if (&way == &down_) {
      permit_.count(0, bytes.size());
      way.waiting += options_.rewrite ? options_.rewrite(bytes) : std::string(bytes);
    } else if (options_.from_box == RelayOptions::FromBox::pass) {
      way.waiting += bytes;
    }
    return Step::fine;
  }

  Step send(Way& way) {
    while (!way.waiting.empty()) {
      ssize_t n = ::send(way.to, way.waiting.data(), way.waiting.size(), MSG_NOSIGNAL);
      if (n < 0) return would_block() ? Step::fine : Step::broken;
      if (&way == &up_) permit_.count(static_cast<std::uint64_t>(n), 0);
      way.waiting.erase(0, static_cast<std::size_t>(n));
    }
    if (way.has_ended && !way.is_over) {
      if (!forwards()) ::shutdown(way.to, SHUT_WR);
      way.is_over = true;
    }
    return Step::fine;
  }

  const RelayOptions& options_;
  EgressPermit& permit_;
  const std::stop_token& stop_;
  Waker waker_;
  Way up_;
  Way down_;
  std::array<char, piece> buffer_;
};

}  // namespace

void relay(const RelayEnds& ends, const RelayOptions& options, EgressPermit& permit, const std::stop_token& stop) {
  permit.finish(Relay(ends, options, permit, stop).run());
}

}  // namespace hearth::egress
