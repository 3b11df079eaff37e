#include "http_client/loopback.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>

namespace hearth::http_client {
namespace {

TEST(Loopback, JudgesHosts) {
  for (const char* host : {"localhost", "127.0.0.1", "127.9.9.9", "[::1]"}) EXPECT_TRUE(is_loopback_host(host)) << host;
  for (const char* host : {"", "localhost.", "sub.localhost", "127.1", "[::2]", "[::1", "::1", "128.0.0.1"}) {
    EXPECT_FALSE(is_loopback_host(host)) << host;
  }
}

TEST(Loopback, JudgesAddresses) {
  auto judge_v4 = [](const char* text) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    ::inet_pton(AF_INET, text, &address.sin_addr);
    return is_loopback_address(reinterpret_cast<sockaddr&>(address), sizeof address);
  };
  auto judge_v6 = [](const char* text) {
    sockaddr_in6 address{};
    address.sin6_family = AF_INET6;
    ::inet_pton(AF_INET6, text, &address.sin6_addr);
    return is_loopback_address(reinterpret_cast<sockaddr&>(address), sizeof address);
  };
  EXPECT_TRUE(judge_v4("127.0.0.1"));
  EXPECT_TRUE(judge_v4("127.8.9.10"));
  EXPECT_FALSE(judge_v4("126.0.0.1"));
  EXPECT_FALSE(judge_v4("0.0.0.0"));
  EXPECT_TRUE(judge_v6("::1"));
  EXPECT_FALSE(judge_v6("::"));
  EXPECT_FALSE(judge_v6("::ffff:127.0.0.1"));
  sockaddr unknown{};
  EXPECT_FALSE(is_loopback_address(unknown, sizeof unknown));
}

}  // namespace
}  // namespace hearth::http_client
