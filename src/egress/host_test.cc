#include "egress/host.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>

#include "base/error.h"

namespace hearth::egress {
namespace {

using namespace std::string_literals;

bool is_refused(const std::string& text) {
  try {
    parse_host(text);
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), Code::invalid_argument);
    return true;
  }
  return false;
}

TEST(Host, NamesHaveOneSpelling) {
  for (const auto& [written, canonical] : std::initializer_list<std::pair<std::string, std::string>>{
           {"example.org", "example.org"},
           {"EXAMPLE.Org", "example.org"},
           {"OK.test.", "ok.test"},
           {"localhost", "localhost"},
           {"r3---sn-x.example", "r3---sn-x.example"},
           {"_dmarc.example.org", "_dmarc.example.org"},
           {"bücher.example", "xn--bcher-kva.example"},
           {"BÜCHER.example", "xn--bcher-kva.example"},
           {"xn--bcher-kva.example", "xn--bcher-kva.example"},
           {"XN--BCHER-KVA.example", "xn--bcher-kva.example"},
           {"faß.de", "xn--fa-hia.de"},
           {"ｅｘａｍｐｌｅ．org", "example.org"},
           {"例え。テスト", "xn--r8jz45g.xn--zckzah"},
           {"1.2.3.4.example", "1.2.3.4.example"},
           {"0x7f.1.example", "0x7f.1.example"},
       }) {
    Host host = parse_host(written);
    EXPECT_EQ(host.text, canonical) << written;
    EXPECT_FALSE(host.address) << written;
    EXPECT_EQ(parse_host(host.text), host) << written;
  }
}

TEST(Host, EveryFormOfAnAddressIsThatAddress) {
  for (const auto& [written, canonical] : std::initializer_list<std::pair<std::string, std::string>>{
           {"127.0.0.1", "127.0.0.1"},
           {"127.0.0.1.", "127.0.0.1"},
           {"127.1", "127.0.0.1"},
           {"127.0.1", "127.0.0.1"},
           {"2130706433", "127.0.0.1"},
           {"0x7f000001", "127.0.0.1"},
           {"0X7F.1", "127.0.0.1"},
           {"0177.0.0.01", "127.0.0.1"},
           {"017700000001", "127.0.0.1"},
           {"0", "0.0.0.0"},
           {"0x", "0.0.0.0"},
           {"4294967295", "255.255.255.255"},
           {"１２７．０．０．１", "127.0.0.1"},
           {"①②⑦.1", "127.0.0.1"},
           {"::1", "::1"},
           {"[::1]", "::1"},
           {"[2001:DB8:0:0::1]", "2001:db8::1"},
           {"::ffff:127.0.0.1", "127.0.0.1"},
           {"[::ffff:7f00:1]", "127.0.0.1"},
           {"::127.0.0.1", "::127.0.0.1"},
       }) {
    Host host = parse_host(written);
    EXPECT_EQ(host.text, canonical) << written;
    EXPECT_TRUE(host.address) << written;
    EXPECT_EQ(parse_host(host.text), host) << written;
  }
}

TEST(Host, RefusesEverythingElse) {
  for (const std::string& text :
       {""s,
        "."s,
        ".."s,
        "a..b"s,
        ".a"s,
        "a.."s,
        "a b"s,
        " a"s,
        "a\t"s,
        "a\r\nb"s,
        "a\nb"s,
        "evil.test\0.ok.test"s,
        "a\x7f"s,
        "a/b"s,
        "a\\b"s,
        "a?b"s,
        "a#b"s,
        "a@b"s,
        "a%2eb"s,
        "a%00b"s,
        "*.a"s,
        "a*"s,
        "a,b"s,
        "-a.b"s,
        "a-.b"s,
        "::ffff:127.0.0.1%x.ok.test"s,
        "fe80::1%eth0"s,
        "[fe80::1%25eth0]"s,
        "[::1"s,
        "::1]"s,
        "[127.0.0.1]"s,
        "[a]"s,
        "[]"s,
        "a:b"s,
        "1:2"s,
        ":::"s,
        "256.1.1.1"s,
        "1.2.3.4.5"s,
        "127.0.0.256"s,
        "4294967296"s,
        "1.2.3.08"s,
        "1..2"s,
        "0x1g.1"s,
        "a.0x7f"s,
        "a.1"s,
        "evil.127"s,
        "\xff\xfe"s,
        "xn--a"s,
        "xn--\xc3\xbc"s,
        std::string(64, 'a'),
        std::string(63, 'a') + "." + std::string(63, 'a') + "." + std::string(63, 'a') + "." + std::string(63, 'a'),
        std::string(5000, 'a')}) {
    EXPECT_TRUE(is_refused(text)) << text;
  }
}

TEST(Host, TakesTheLongestNames) {
  std::string label(63, 'a');
  std::string name = label + "." + label + "." + label + "." + std::string(61, 'b');
  EXPECT_EQ(parse_host(name).text.size(), 253U);
  EXPECT_EQ(parse_host(name + ".").text.size(), 253U);
  EXPECT_TRUE(is_refused(name + "b"));
}

TEST(HostAndPort, NeedsAPort) {
  HostAndPort plain = parse_host_and_port("A.test:443");
  EXPECT_EQ(plain.host.text, "a.test");
  EXPECT_EQ(plain.port, 443);
  HostAndPort v6 = parse_host_and_port("[::1]:1");
  EXPECT_EQ(v6.host.text, "::1");
  EXPECT_EQ(v6.port, 1);
  for (const char* text : {"", "a.test", "a.test:", "a.test:0", "a.test:65536", "a.test:80x", "a.test:+80",
                           "a.test: 80", "::1:80", ":80", "[::1]", "[::1]80", "a:1:2"}) {
    EXPECT_THROW(parse_host_and_port(text), Error) << text;
  }
}

TEST(Host, IsBracketedInUrls) {
  EXPECT_EQ(in_url(parse_host("::1")), "[::1]");
  EXPECT_EQ(in_url(parse_host("127.1")), "127.0.0.1");
  EXPECT_EQ(in_url(parse_host("a.test")), "a.test");
}

}  // namespace
}  // namespace hearth::egress
