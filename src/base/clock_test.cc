#include "base/clock.h"

#include <gtest/gtest.h>
#include <stdlib.h>
#include <time.h>

#include <string>

namespace hearth {
namespace {

// Sets the zone of the process for one test.
class ClockIn : public ::testing::TestWithParam<const char*> {
 protected:
  void use(const char* zone) {
    ::setenv("TZ", zone, 1);
    ::tzset();
  }
  void TearDown() override {
    ::unsetenv("TZ");
    ::tzset();
  }
};

TEST(Clock, UtcHasMillisecondsAndZ) {
  EXPECT_EQ(format_utc(0), "1970-01-01T00:00:00.000Z");
  EXPECT_EQ(format_utc(1795513265120), "2026-11-24T09:41:05.120Z");
  EXPECT_EQ(format_utc(1795513265007), "2026-11-24T09:41:05.007Z");
}

TEST(Clock, UtcBeforeTheEpochCountsDown) {
  EXPECT_EQ(format_utc(-1), "1969-12-31T23:59:59.999Z");
}

TEST(Clock, NowIsBetweenTwoReadingsOfTheSystem) {
  UnixMillis before = static_cast<UnixMillis>(::time(nullptr)) * 1000;
  UnixMillis now = unix_millis_now();
  EXPECT_GE(now, before);
  EXPECT_LT(now, before + 60'000);
}

TEST_F(ClockIn, LocalTimesFollowTheZone) {
  use("UTC-5:30");  // POSIX signs: east of Greenwich
  EXPECT_EQ(format_local(0), "1970-01-01 05:30");
  EXPECT_EQ(format_local_date(UnixMillis{19} * 3600 * 1000), "1970-01-02");
}

TEST_F(ClockIn, ADayBeginsAtLocalMidnight) {
  use("UTC-2");
  std::optional<DayRange> day = local_day("2026-11-23");
  ASSERT_TRUE(day);
  EXPECT_EQ(format_utc(day->begin), "2026-11-22T22:00:00.000Z");
  EXPECT_EQ(day->end - day->begin, UnixMillis{24} * 3600 * 1000);
}

TEST_F(ClockIn, ADayOfTheClockChangeIsShorterOrLonger) {
  use("CET-1CEST,M3.5.0,M10.5.0/3");
  std::optional<DayRange> spring = local_day("2026-03-29"), autumn = local_day("2026-10-25");
  ASSERT_TRUE(spring && autumn);
  EXPECT_EQ(spring->end - spring->begin, UnixMillis{23} * 3600 * 1000);
  EXPECT_EQ(autumn->end - autumn->begin, UnixMillis{25} * 3600 * 1000);
}

TEST(Clock, LeapDaysAreDaysOfTheirYearsOnly) {
  EXPECT_TRUE(local_day("2024-02-29"));
  EXPECT_FALSE(local_day("2026-02-29"));
  EXPECT_FALSE(local_day("1900-02-29"));
}

class NoDate : public ::testing::TestWithParam<const char*> {};
TEST_P(NoDate, IsRefused) {
  EXPECT_FALSE(local_day(GetParam()));
}
INSTANTIATE_TEST_SUITE_P(Clock, NoDate,
                         ::testing::Values("", "2026-11-2", "2026-11-233", "2026/11/23", "2026-13-01", "2026-00-10",
                                           "2026-01-00", "2026-01-32", "-026-01-01", "2026--1-01", "2026-01-+1",
                                           "2026-01- 1", "today", "２０26-01"));

}  // namespace
}  // namespace hearth
