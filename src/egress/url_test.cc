#include "egress/url.h"

#include <gtest/gtest.h>

#include <string>

#include "base/error.h"

namespace hearth::egress {
namespace {

TEST(Url, IsTakenApart) {
  Url url = parse_url("HTTPS://API.Example.org.:8443/v1/chat?x=y&z");
  EXPECT_EQ(url.scheme, Url::Scheme::https);
  EXPECT_EQ(url.host.text, "api.example.org");
  EXPECT_EQ(url.port, 8443);
  EXPECT_EQ(url.target, "/v1/chat?x=y&z");
  EXPECT_EQ(url.text(), "https://api.example.org:8443/v1/chat?x=y&z");
}

TEST(Url, HasAPortAndAPathInAnyCase) {
  EXPECT_EQ(parse_url("http://a.test").port, 80);
  EXPECT_EQ(parse_url("https://a.test").port, 443);
  EXPECT_EQ(parse_url("http://a.test").text(), "http://a.test/");
  EXPECT_EQ(parse_url("http://a.test:80?q").text(), "http://a.test/?q");
  EXPECT_EQ(parse_url("http://a.test:443/").text(), "http://a.test:443/");
  EXPECT_EQ(parse_url("http://[::1]/").text(), "http://[::1]/");
  EXPECT_EQ(parse_url("http://[::1]:8080/").text(), "http://[::1]:8080/");
  EXPECT_EQ(parse_url("http://2130706433/").text(), "http://127.0.0.1/");
}

TEST(Url, RefusesWhatIsNone) {
  using namespace std::string_literals;
  for (const std::string& text : {""s,
                                  "a.test"s,
                                  "//a.test/"s,
                                  "ftp://a.test/"s,
                                  "http:/a.test/"s,
                                  "http:a.test"s,
                                  "http://"s,
                                  "http:///x"s,
                                  "http://user@a.test/"s,
                                  "http://a.test@b.test/"s,
                                  "http://a.test:80@b.test/"s,
                                  "http://a.test/#f"s,
                                  "http://a.test/ x"s,
                                  "http://a.test\r\n/"s,
                                  "http://a.test\0/"s,
                                  "http://a.test\\@b.test/"s,
                                  "http://a.test:/"s,
                                  "http://a.test:0/"s,
                                  "http://a.test:99999/"s,
                                  "http://a b/"s,
                                  "http://[::1/"s,
                                  "http://::1/"s,
                                  "http://a%2etest/"s}) {
    EXPECT_THROW(parse_url(text), Error) << text;
  }
}

}  // namespace
}  // namespace hearth::egress
