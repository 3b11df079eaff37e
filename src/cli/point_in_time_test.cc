#include "cli/point_in_time.h"

#include <gtest/gtest.h>

#include <string>

#include "base/error.h"

namespace hearth::cli {
namespace {

constexpr UnixMillis now = 1'795'426'865'000;

TEST(PointInTime, IsSoLongAgo) {
  EXPECT_EQ(point_in_time("90s", now), now - 90'000);
  EXPECT_EQ(point_in_time("10m", now), now - 600'000);
  EXPECT_EQ(point_in_time("2h", now), now - 7'200'000);
  EXPECT_EQ(point_in_time("3d", now), now - 259'200'000);
  EXPECT_EQ(point_in_time("0s", now), now);
}

TEST(PointInTime, IsTheBeginningOfADay) {
  EXPECT_EQ(point_in_time("2026-11-23", now), local_day("2026-11-23")->begin);
}

TEST(PointInTime, IsNothingElse) {
  for (const char* text :
       {"", "m", "10", "-1h", "1.5h", "10 m", "10M", "1w", "2026-13-01", "yesterday", "99999999999d"}) {
    EXPECT_THROW(point_in_time(text, now), Error) << text;
  }
}

}  // namespace
}  // namespace hearth::cli
