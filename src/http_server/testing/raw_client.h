// For tests of the server: a client that sends exactly the bytes it is told to, and a handler that repeats the request.
#pragma once

#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <cerrno>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>

#include "base/fd.h"
#include "http_server/server.h"

namespace hearth::http_server::testing {

class RawClient {
 public:
  explicit RawClient(std::uint16_t port) : fd_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)), port_(port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    connected_ = ::connect(fd_.get(), reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
    set_timeout();
  }
  explicit RawClient(const std::string& path) : fd_(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::memcpy(address.sun_path, path.data(), path.size());
    connected_ = ::connect(fd_.get(), reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
    set_timeout();
  }

  bool connected() const { return connected_; }
  int fd() const { return fd_.get(); }
  void send(std::string_view bytes) { ::send(fd_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL); }
  void get(const std::string& path, const std::string& headers = "") {
    send("GET " + path + " HTTP/1.1\r\nHost: localhost:" + std::to_string(port_) + "\r\n" + headers + "\r\n");
  }
  void post(const std::string& path, const std::string& body) {
    send("POST " + path + " HTTP/1.1\r\nHost: localhost:" + std::to_string(port_) +
         "\r\nContent-Type: application/json\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
  }

  // Reads until `end` has been seen (and forgets that part), or to the end of the connection.
  std::string read_until(std::string_view end) {
    for (;;) {
      std::size_t found = received_.find(end);
      if (!end.empty() && found != std::string::npos) {
        std::string part = received_.substr(0, found + end.size());
        received_.erase(0, found + end.size());
        return part;
      }
      char bytes[4096];
      ssize_t n = ::recv(fd_.get(), bytes, sizeof bytes, 0);
      if (n <= 0) return std::exchange(received_, {});
      received_.append(bytes, static_cast<std::size_t>(n));
    }
  }
  std::string read_all() { return read_until(""); }
  // One answer with a Content-Length: its status and body.
  std::pair<int, std::string> answer() {
    std::string head = read_until("\r\n\r\n");
    std::size_t field = head.find("Content-Length: ");
    std::size_t length = field == std::string::npos ? 0 : std::strtoul(head.c_str() + field + 16, nullptr, 10);
    while (received_.size() < length) {
      char bytes[4096];
      ssize_t n = ::recv(fd_.get(), bytes, sizeof bytes, 0);
      if (n <= 0) break;
      received_.append(bytes, static_cast<std::size_t>(n));
    }
    std::string body = received_.substr(0, length);
    received_.erase(0, length);
    return {head.size() > 12 ? std::atoi(head.c_str() + 9) : 0, body};
  }
  bool is_closed() {
    char byte;
    return ::recv(fd_.get(), &byte, 1, 0) <= 0 && errno != EAGAIN;
  }

 private:
  void set_timeout() {
    timeval limit{10, 0};
    ::setsockopt(fd_.get(), SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  }

  Fd fd_;
  std::uint16_t port_ = 0;
  bool connected_ = false;
  std::string received_;
};

inline Response echo(const Request& request, std::stop_token) {
  Response response;
  response.content_type = "text/plain";
  response.body = request.method + " " + request.path + " " + request.body;
  return response;
}

inline Options on_tcp(Limits limits = {}) {
  Options options;
  options.tcp_port = 0;
  options.limits = limits;
  return options;
}

}  // namespace hearth::http_server::testing
