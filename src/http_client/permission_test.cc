#include "http_client/permission.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "base/error.h"
#include "http_client/testing/permit_maker.h"

namespace hearth::http_client {
namespace {

Code code_for(std::string_view url, const EgressPermit& permit) {
  try {
    require_permitted({.url = std::string(url)}, permit);
  } catch (const Error& error) {
    return error.code();
  }
  ADD_FAILURE() << url << " passed";
  return Code::internal;
}

Code local_code_for(std::string_view url) {
  return code_for(url, EgressPermit::local());
}

TEST(LocalPermission, LetsThisMachinePass) {
  for (const char* url :
       {"http://127.0.0.1/", "http://127.0.0.1:8080/v1", "http://127.255.0.9:1/", "http://[::1]:8080/x",
        "http://localhost/", "http://localhost:11434/v1/chat/completions?x=y"}) {
    EXPECT_NO_THROW(require_permitted({.url = url}, EgressPermit::local())) << url;
  }
}

TEST(LocalPermission, RefusesEveryOtherHost) {
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
  for (const char* url : urls) EXPECT_EQ(local_code_for(url), Code::denied) << url;
}

TEST(LocalPermission, RefusesWhatIsNoPlainHttpUrl) {
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
  for (const char* url : urls) EXPECT_EQ(local_code_for(url), Code::invalid_argument) << url;
  EXPECT_EQ(local_code_for(std::string_view("http://localhost/\0.example.com", 30)), Code::invalid_argument);
}

EgressPermit leave_for(std::string host, std::uint16_t port) {
  return egress::Gate::permit(
      {.host = std::move(host), .port = port, .addresses = {*IpAddress::from_text("192.0.2.7")}});
}

TEST(RemotePermission, IsForOneHostAndPort) {
  EgressPermit permit = leave_for("example.org", 443);
  EXPECT_NO_THROW(require_permitted({.url = "https://example.org/v1?a=b"}, permit));
  EXPECT_NO_THROW(require_permitted({.url = "http://example.org:443/"}, permit));
  for (const char* url :
       {"https://example.org:444/", "http://example.org/", "https://www.example.org/", "https://example.org./",
        "https://example.com/", "https://192.0.2.7/", "https://localhost:443/", "https://[::1]:443/"}) {
    EXPECT_EQ(code_for(url, permit), Code::denied) << url;
  }
  for (const char* url : {"ftp://example.org:443/", "https://user@example.org/", "example.org", "", "https://"}) {
    EXPECT_EQ(code_for(url, permit), Code::invalid_argument) << url;
  }
}

TEST(RemotePermission, KnowsBracketsAndNoSockets) {
  EgressPermit permit = leave_for("2001:db8::1", 80);
  EXPECT_NO_THROW(require_permitted({.url = "http://[2001:db8::1]/"}, permit));
  EXPECT_EQ(code_for("http://[2001:db8::1%25lo]/", permit), Code::denied);
  EXPECT_THROW(require_permitted({.url = "http://[2001:db8::1]/", .unix_socket = "/s"}, permit), Error);
  EXPECT_EQ(pins_of(permit), "[2001:db8::1]:80:192.0.2.7");
}

bool is_let(const EgressPermit& permit, const char* text) {
  SocketAddress address = socket_address(*IpAddress::from_text(text), 443);
  return is_permitted({}, permit, *address.get(), address.length);
}

TEST(Permission, JudgesTheAddressAtTheEnd) {
  EgressPermit remote = leave_for("example.org", 443);
  EXPECT_TRUE(is_let(remote, "192.0.2.7"));
  EXPECT_FALSE(is_let(remote, "192.0.2.8"));
  EXPECT_FALSE(is_let(remote, "127.0.0.1"));
  EXPECT_TRUE(is_let(EgressPermit::local(), "127.0.0.1"));
  EXPECT_FALSE(is_let(EgressPermit::local(), "192.0.2.7"));
  sockaddr socket{};
  socket.sa_family = AF_UNIX;
  EXPECT_FALSE(is_permitted({}, EgressPermit::local(), socket, sizeof socket));
  EXPECT_TRUE(is_permitted({.unix_socket = "/s"}, EgressPermit::local(), socket, sizeof socket));
  EXPECT_FALSE(is_permitted({.unix_socket = "/s"}, remote, socket, sizeof socket));
}

}  // namespace
}  // namespace hearth::http_client
