#include "http_client/loopback.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>

#include "base/error.h"

namespace hearth::http_client {
namespace {

Code code_for(std::string_view url) {
  try {
    require_loopback_url(url);
  } catch (const Error& error) {
    return error.code();
  }
  ADD_FAILURE() << url << " passed";
  return Code::internal;
}

TEST(Loopback, LetsThisMachinePass) {
  for (const char* url :
       {"http://127.0.0.1/", "http://127.0.0.1:8080/v1", "http://127.255.0.9:1/", "http://[::1]:8080/x",
        "http://localhost/", "http://localhost:11434/v1/chat/completions?x=y"}) {
    EXPECT_NO_THROW(require_loopback_url(url)) << url;
  }
}

TEST(Loopback, RefusesEveryOtherHost) {
  const char* urls[] = {"http://example.com/",
                        "http://10.0.0.1/",
                        "http://0.0.0.0/",
                        "http://128.0.0.1/",
                        "http://localhost.example.com/",
                        "http://127.0.0.1.example.com/",
                        "http://localhost./",
                        "http://sub.localhost/",
                        "http://[::]/",
                        "http://[::2]/",
                        "http://[::ffff:127.0.0.1]/",
                        "http://[fe80::1]/",
                        "http://2130706434.example/",
                        "http://169.254.169.254/",
                        "http://3232235521/"};
  for (const char* url : urls) EXPECT_EQ(code_for(url), Code::denied) << url;
}

TEST(Loopback, RefusesWhatIsNoPlainHttpUrl) {
  const char* urls[] = {"",
                        "localhost",
                        "https://localhost/",
                        "file:///etc/passwd",
                        "ftp://localhost/",
                        "http://user@localhost/",
                        "http://127.0.0.1@example.com/",
                        "http://localhost:99999/",
                        "http:///",
                        "gopher://localhost/"};
  for (const char* url : urls) EXPECT_EQ(code_for(url), Code::invalid_argument) << url;
  EXPECT_EQ(code_for(std::string_view("http://localhost/\0.example.com", 30)), Code::invalid_argument);
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
