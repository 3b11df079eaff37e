// A server on loopback for the tests of the proxy: one connection at a time, what it gets and what it says as the test
// wants it. Also a listener as a box would pass it out.
#pragma once

#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <cstdint>
#include <functional>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

#include "base/fd.h"
#include "base/sync.h"

namespace hearth::egress {

struct Listener {
  Listener() : fd(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    auto* generic = reinterpret_cast<sockaddr*>(&address);
    EXPECT_EQ(::bind(fd.get(), generic, length), 0);
    EXPECT_EQ(::listen(fd.get(), 16), 0);
    EXPECT_EQ(::getsockname(fd.get(), generic, &length), 0);
    port = ntohs(address.sin_port);
  }
  Fd fd;
  std::uint16_t port = 0;
};

class Peer {
 public:
  // Reads until `end` has come, says `answer`, and then, if it is to hold on, waits for the other side to end.
  struct Script {
    std::string end = "\r\n\r\n";
    std::string answer = "";
    enum class Ending { close, hold } ending = Ending::close;
  };
  explicit Peer(Script script) : script_(std::move(script)) {
    thread_ = std::jthread([this](const std::stop_token& stop) { serve(stop); });
  }
  ~Peer() {
    thread_.request_stop();
    ::shutdown(listener_.fd.get(), SHUT_RDWR);
    current_.with([](int fd) { ::shutdown(fd, SHUT_RDWR); });
  }

  std::uint16_t port() const { return listener_.port; }
  std::vector<std::string> received() {
    return received_.with([](auto& all) { return all; });
  }
  // Blocks until so many have come in whole.
  void wait_for(std::size_t count) {
    received_.wait(
        {}, [&](auto& all) { return all.size() >= count; }, [](auto&) {});
  }

 private:
  void serve(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
      Fd socket(::accept4(listener_.fd.get(), nullptr, nullptr, SOCK_CLOEXEC));
      if (!socket) return;
      current_.with([&](int& fd) { fd = socket.get(); });
      converse(socket.get());
      current_.with([&](int& fd) { fd = -1; });
    }
  }
  void converse(int fd) {
    std::string bytes;
    char buffer[4096];
    while (bytes.find(script_.end) == std::string::npos) {
      ssize_t n = ::recv(fd, buffer, sizeof buffer, 0);
      if (n <= 0) break;
      bytes.append(buffer, static_cast<std::size_t>(n));
    }
    received_.update([&](auto& all) { all.push_back(bytes); });
    ::send(fd, script_.answer.data(), script_.answer.size(), MSG_NOSIGNAL);
    if (script_.ending == Script::Ending::close) return;
    while (::recv(fd, buffer, sizeof buffer, 0) > 0) {
    }
  }

  Script script_;
  Listener listener_;
  Sync<int> current_{-1};
  Sync<std::vector<std::string>> received_;
  std::jthread thread_;
};

}  // namespace hearth::egress
