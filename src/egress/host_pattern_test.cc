#include "egress/host_pattern.h"

#include <gtest/gtest.h>

#include "base/error.h"

namespace hearth::egress {
namespace {

bool matches(const char* pattern, const char* host) {
  return HostPattern(pattern).matches(parse_host(host));
}

TEST(HostPattern, ANameIsThatNameOnly) {
  EXPECT_TRUE(matches("A.test.", "a.TEST"));
  EXPECT_FALSE(matches("a.test", "b.a.test"));
  EXPECT_FALSE(matches("a.test", "a.test.evil.test"));
  EXPECT_TRUE(matches("127.1", "2130706433"));
  EXPECT_TRUE(matches("::ffff:10.0.0.1", "10.0.0.1"));
}

TEST(HostPattern, AStarIsEveryNameBelow) {
  for (const char* host : {"api.ex.test", "a.b.ex.test", "API.EX.TEST."})
    EXPECT_TRUE(matches("*.ex.test", host)) << host;
  for (const char* host : {"ex.test", "evilex.test", "ex.test.evil.test", "10.0.0.1", "::1"}) {
    EXPECT_FALSE(matches("*.ex.test", host)) << host;
  }
}

TEST(HostPattern, AStarStandsNowhereElse) {
  for (const char* text : {"*", "*.", "*.0.0.1", "*.::1", "a.*.test", "*a.test", "*.*.test", "**.test", "", "*.a b"}) {
    EXPECT_THROW(HostPattern{text}, Error) << text;
  }
}

TEST(HostPattern, HasACanonicalText) {
  EXPECT_EQ(HostPattern("*.EX.test.").text(), "*.ex.test");
  EXPECT_EQ(HostPattern("[::1]").text(), "::1");
  EXPECT_TRUE(HostPattern("127.1").is_address());
  EXPECT_FALSE(HostPattern("*.ex.test").is_address());
}

}  // namespace
}  // namespace hearth::egress
