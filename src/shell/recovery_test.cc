#include "shell/recovery.h"

#include <gtest/gtest.h>

namespace hearth::shell {
namespace {

using namespace std::chrono_literals;
using Remedy = Recovery::Remedy;

TEST(Recovery, LoadsAgainThenDrawsBySoftwareThenLeavesForTheBrowser) {
  Recovery recovery(Drawing::automatic);
  Recovery::Time now{};
  for (int i = 0; i < 3; ++i) EXPECT_EQ(recovery.after_crash(now += 1s), Remedy::reload);
  EXPECT_EQ(recovery.after_crash(now += 1s), Remedy::software);
  for (int i = 0; i < 3; ++i) EXPECT_EQ(recovery.after_crash(now += 1s), Remedy::reload);
  EXPECT_EQ(recovery.after_crash(now += 1s), Remedy::browser);
}

TEST(Recovery, ForgetsCrashesThatAreLongPast) {
  Recovery recovery(Drawing::software);
  Recovery::Time now{};
  for (int i = 0; i < 20; ++i) EXPECT_EQ(recovery.after_crash(now += 30s), Remedy::reload);
}

TEST(Recovery, DoesNotLoadABlankWindowAgain) {
  EXPECT_EQ(Recovery(Drawing::automatic).after_blank(), Remedy::software);
  EXPECT_EQ(Recovery(Drawing::software).after_blank(), Remedy::browser);
}

}  // namespace
}  // namespace hearth::shell
