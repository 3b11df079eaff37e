#include "egress/proxy_connection.h"

#include <fmt/format.h>
#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "base/error.h"
#include "base/log.h"
#include "base/stop.h"
#include "base/utf8.h"
#include "egress/answer_head.h"
#include "egress/connect.h"
#include "egress/proxy_request.h"
#include "egress/relay.h"
#include "egress/waker.h"
#include "http_server/limits.h"
#include "http_server/request_reader.h"

namespace hearth::egress {

namespace {

using http_server::RequestReader;
using std::chrono::milliseconds;
using Clock = std::chrono::steady_clock;

constexpr http_server::Limits limits{.body_bytes = 8 * 1024 * 1024};
constexpr milliseconds patience_with_request{60'000};
constexpr milliseconds patience_with_reader{10'000};

std::string_view reason_of(int status) {
  switch (status) {
    case 400:
      return "Bad Request";
    case 403:
      return "Forbidden";
    case 502:
      return "Bad Gateway";
    default:
      return "Refused";
  }
}

class ProxyConnection {
 public:
  ProxyConnection(Gate& gate, const Proxy::Options& options, int socket, const std::stop_token& stop)
      : gate_(gate), options_(options), socket_(socket), stop_(stop), waker_(stop, {}) {}

  void serve() {
    if (!read_request()) return;
    auto read = read_proxy_request(reader_.request());
    if (auto* refusal = std::get_if<http_server::Refusal>(&read)) return answer(refusal->status, refusal->detail);
    const ProxyRequest& request = std::get<ProxyRequest>(read);
    try {
      EgressPermit permit = leave_for(request);
      carry(request, permit);
    } catch (const Error& error) {  // the box is told why, unless it is in the middle of an answer
      if (!has_begun_) answer(error.code() == Code::denied ? 403 : 502, error.what());
    }
  }

 private:
  // False when there is nobody to be answered, or that has been done.
  bool read_request() {
    Clock::time_point deadline = Clock::now() + patience_with_request;
    for (;;) {
      switch (reader_.advance()) {
        case RequestReader::Progress::need_more:
          if (!receive(deadline)) return false;
          break;
        case RequestReader::Progress::header_ready:
          if (reader_.expects_continue()) send_all("HTTP/1.1 100 Continue\r\n\r\n");
          break;
        case RequestReader::Progress::complete:
          return true;
        case RequestReader::Progress::refused:
          answer(reader_.refusal().status, reader_.refusal().detail);
          return false;
      }
    }
  }

  bool receive(Clock::time_point deadline) {
    std::array<char, 16 * 1024> buffer;
    while (wait_for(POLLIN, deadline)) {
      ssize_t n = ::recv(socket_, buffer.data(), buffer.size(), 0);
      if (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR)) continue;
      if (n <= 0) return false;
      reader_.append({buffer.data(), static_cast<std::size_t>(n)});
      return true;
    }
    return false;
  }

  // False at the deadline, and when the proxy ends.
  bool wait_for(short event, Clock::time_point deadline) {
    for (;;) {
      auto left = std::chrono::ceil<milliseconds>(deadline - Clock::now());
      if (stop_.stop_requested() || left.count() <= 0) return false;
      pollfd polls[] = {{socket_, event, 0}, {waker_.fd(), POLLIN, 0}};
      ::poll(polls, 2, static_cast<int>(left.count()));
      if (polls[1].revents == 0 && polls[0].revents != 0) return true;
    }
  }

  void send_all(std::string_view bytes) {
    Clock::time_point deadline = Clock::now() + patience_with_reader;
    while (!bytes.empty() && wait_for(POLLOUT, deadline)) {
      ssize_t n = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (n < 0 && errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR) return;
      if (n > 0) bytes.remove_prefix(static_cast<std::size_t>(n));
    }
  }

  void answer(int status, std::string_view why) {
    std::string body = fmt::format("Hearth: {}\n", escape_for_display(why));
    send_all(
        fmt::format("HTTP/1.1 {} {}\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: {}\r\n"
                    "Connection: close\r\n\r\n{}",
                    status, reason_of(status), body.size(), body));
    drain();
  }

  // Closing a socket with unread bytes in it would reset the connection before the answer is read.
  void drain() {
    ::shutdown(socket_, SHUT_WR);
    std::array<char, 4096> unread;
    Clock::time_point deadline = Clock::now() + milliseconds(500);
    while (wait_for(POLLIN, deadline) && ::recv(socket_, unread.data(), unread.size(), 0) > 0) {
    }
  }

  EgressPermit leave_for(const ProxyRequest& request) {
    Outgoing outgoing{.question = {options_.purpose, request.host, request.port, options_.session},
                      .run = options_.run,
                      .call_id = options_.call_id,
                      .consent = options_.consent};
    bool granted = std::ranges::any_of(options_.granted, [&](const GrantedHost& each) {
      return each.port == request.port && each.host.matches(request.host);
    });
    if (granted) return gate_.open(outgoing, stop_);
    std::string where = describe(request.host, request.port);
    gate_.record_refusal(outgoing, fmt::format("{} is not among the hosts of this call", where));
    throw Error(Code::denied,
                fmt::format("connecting to {}: it is not among the hosts that this program was given", where));
  }

  void carry(const ProxyRequest& request, EgressPermit& permit) {
    Fd server = connect_to(permit, stop_);
    RelayEnds ends{.box = socket_, .server = server.get()};
    switch (request.kind) {
      case ProxyRequest::Kind::tunnel:
        return tunnel(ends, permit);
      case ProxyRequest::Kind::forward:
        return forward(request, ends, permit);
    }
  }

  void tunnel(const RelayEnds& ends, EgressPermit& permit) {
    has_begun_ = true;
    send_all("HTTP/1.1 200 Connection established\r\n\r\n");
    relay(ends, {.to_server = std::string(reader_.unread())}, permit, stop_);
  }

  void forward(const ProxyRequest& request, const RelayEnds& ends, EgressPermit& permit) {
    AnswerHead head;
    auto rewrite = [&](std::string_view bytes) {
      std::string out = head.pass(bytes);
      has_begun_ = has_begun_ || !out.empty();
      return out;
    };
    relay(ends, {request.bytes, rewrite, RelayOptions::FromBox::discard}, permit, stop_);
    if (head.is_whole()) return drain();
    if (permit.revoked().stop_requested()) throw Error(Code::denied, "the network rules have changed");
    throw Error(Code::unavailable, fmt::format("asking {}: the connection ended without an answer", permit.host()));
  }

  Gate& gate_;
  const Proxy::Options& options_;
  int socket_;
  const std::stop_token& stop_;
  Waker waker_;
  RequestReader reader_{limits, http_server::Targets::any};
  bool has_begun_ = false;  // the box has got a part of the answer
};

}  // namespace

void serve_proxy_connection(Gate& gate, const Proxy::Options& options, int socket, const std::stop_token& stop) {
  try {
    ProxyConnection(gate, options, socket, stop).serve();
  } catch (const Cancelled&) {  // the box has ended, and with it whoever would be answered
  } catch (const Error& error) {
    log::warn("serving a boxed program's connection: {}", error.what());
  }
}

}  // namespace hearth::egress
