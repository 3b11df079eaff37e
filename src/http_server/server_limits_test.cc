// What one client may cost: time, connections, and patience with those who do not read.
#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <thread>

#include "base/sync.h"
#include "http_server/server.h"
#include "http_server/testing/raw_client.h"

namespace hearth::http_server {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;
using testing::echo;
using testing::on_tcp;
using testing::RawClient;

TEST(ServerLimits, DropsAStreamWhoseClientDoesNotRead) {
  Limits limits;
  limits.write_timeout = 100ms;
  Sync<int> dropped;
  Server server(on_tcp(limits), [&](const Request&, std::stop_token) {
    Response response;
    response.stream = [&](Stream& stream, std::stop_token) {
      while (stream.write(std::string(100'000, 'x'))) {
      }
      dropped.update([](int& count) { ++count; });
    };
    return response;
  });
  RawClient client(server.tcp_port());
  client.get("/events");
  EXPECT_TRUE(dropped.wait_until(
      {}, Clock::now() + 10s, [](int n) { return n > 0; }, [](int&) {}));
}

TEST(ServerLimits, GivesUpOnSlowClients) {
  Limits limits;
  limits.header_timeout = limits.body_timeout = limits.idle_timeout = 40ms;
  Server server(on_tcp(limits), echo);
  RawClient silent(server.tcp_port());
  EXPECT_EQ(silent.read_all(), "");
  RawClient slow_header(server.tcp_port());
  slow_header.send("GET / HTTP/1.1\r\nHo");
  EXPECT_TRUE(slow_header.read_all().starts_with("HTTP/1.1 408 "));
  RawClient slow_body(server.tcp_port());
  slow_body.send("POST / HTTP/1.1\r\nHost: localhost:" + std::to_string(server.tcp_port()) +
                 "\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{");
  EXPECT_TRUE(slow_body.read_all().starts_with("HTTP/1.1 408 "));
  RawClient idle(server.tcp_port());
  idle.get("/");
  EXPECT_EQ(idle.answer().first, 200);
  EXPECT_EQ(idle.read_all(), "");
}

TEST(ServerLimits, ADribblingHeaderDoesNotExtendItsTime) {
  Limits limits;
  limits.header_timeout = 100ms;
  Server server(on_tcp(limits), echo);
  RawClient client(server.tcp_port());
  auto begin = Clock::now();
  std::jthread dribble([&](std::stop_token stop) {
    client.send("GET / HTTP/1.1\r\nX: ");
    while (!stop.stop_requested()) {
      client.send("x");
      std::this_thread::sleep_for(5ms);
    }
  });
  EXPECT_TRUE(client.read_until("\r\n").starts_with("HTTP/1.1 408 "));
  EXPECT_LT(Clock::now() - begin, 2000ms);
}

TEST(ServerLimits, TurnsAwayWhoComesAboveTheLimit) {
  Limits limits;
  limits.connections = 2;
  Server server(on_tcp(limits), echo);
  {
    RawClient first(server.tcp_port());
    RawClient second(server.tcp_port());
    first.get("/");
    second.get("/");
    EXPECT_EQ(first.answer().first, 200);
    EXPECT_EQ(second.answer().first, 200);
    RawClient third(server.tcp_port());
    EXPECT_TRUE(third.read_all().starts_with("HTTP/1.1 503 "));
  }
  // The places become free again.
  int status = 0;
  for (auto limit = Clock::now() + 5s; status != 200 && Clock::now() < limit;) {
    RawClient again(server.tcp_port());
    again.get("/");
    status = again.answer().first;
  }
  EXPECT_EQ(status, 200);
}

}  // namespace
}  // namespace hearth::http_server
