#include "llm/reflex/language/dates.h"

#include <gtest/gtest.h>

namespace hearth::llm::reflex {

namespace {

constexpr UnixMillis sunday = 1763899200000;  // 2025-11-23 12:00 UTC

std::string date(std::string_view text) {
  return date_in(text, sunday).value_or("none");
}

}  // namespace

TEST(DatesTest, DaysRelativeToNow) {
  EXPECT_EQ(date("what did i do today"), "2025-11-23");
  EXPECT_EQ(date("yesterday"), "2025-11-22");
  EXPECT_EQ(date("the day before yesterday"), "2025-11-21");
  EXPECT_EQ(date("three days ago"), "2025-11-20");
  EXPECT_EQ(date("last monday"), "2025-11-17");
  EXPECT_EQ(date("on sunday"), "2025-11-16");
}

TEST(DatesTest, CalendarDates) {
  EXPECT_EQ(date("on 2025-11-20"), "2025-11-20");
  EXPECT_EQ(date("on 20.11.2024"), "2024-11-20");
  EXPECT_EQ(date("on the 3rd of march 2025"), "2025-03-03");
  EXPECT_EQ(date("march 4, 2025"), "2025-03-04");
}

TEST(DatesTest, ADayWithoutAYearLiesInThePast) {
  EXPECT_EQ(date("on 20 november"), "2025-11-20");
  EXPECT_EQ(date("on december 24"), "2024-12-24");
}

TEST(DatesTest, WhatIsNoDateGivesNone) {
  EXPECT_EQ(date("on 2025-02-30"), "none");
  EXPECT_EQ(date("in 15 minutes"), "none");
}

}  // namespace hearth::llm::reflex
