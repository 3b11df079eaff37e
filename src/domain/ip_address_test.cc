#include "domain/ip_address.h"

#include <gtest/gtest.h>

#include <string>

namespace hearth {
namespace {

TEST(IpAddress, ReadsAndWritesBothFamilies) {
  for (const char* text : {"0.0.0.0", "127.0.0.1", "255.255.255.255", "::", "::1", "2001:db8::1", "fe80::1"}) {
    std::optional<IpAddress> address = IpAddress::from_text(text);
    ASSERT_TRUE(address) << text;
    EXPECT_EQ(address->text(), text);
  }
  EXPECT_EQ(IpAddress::from_text("2001:DB8:0:0:0:0:0:1")->text(), "2001:db8::1");
}

TEST(IpAddress, RefusesWhatIsNoAddress) {
  using namespace std::string_literals;
  for (const std::string& text : {""s, "1.2.3"s, "127.1"s, "01.2.3.4"s, "256.1.1.1"s, "::1%lo"s, "[::1]"s, "1.2.3.4 "s,
                                  "1.2.3.4\0"s, ":::"s, std::string(100, '1')}) {
    EXPECT_FALSE(IpAddress::from_text(text)) << text;
  }
}

TEST(IpAddress, GoesThroughASocketAddress) {
  for (const char* text : {"10.1.2.3", "2001:db8::5"}) {
    IpAddress address = *IpAddress::from_text(text);
    SocketAddress made = socket_address(address, 443);
    EXPECT_EQ(IpAddress::from_socket_address(*made.get(), made.length), address);
    EXPECT_FALSE(IpAddress::from_socket_address(*made.get(), 4));
  }
  sockaddr other{};
  other.sa_family = AF_UNIX;
  EXPECT_FALSE(IpAddress::from_socket_address(other, sizeof other));
}

TEST(IpAddress, KnowsItsNumber) {
  EXPECT_EQ(IpAddress::v4(0x7f000001).text(), "127.0.0.1");
  EXPECT_EQ(IpAddress::from_text("1.2.3.4")->v4_number(), 0x01020304U);
}

}  // namespace
}  // namespace hearth
