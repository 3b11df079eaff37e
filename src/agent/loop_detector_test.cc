#include "agent/loop_detector.h"

#include <gtest/gtest.h>

namespace hearth::agent {
namespace {

TEST(LoopDetector, LetsTheLimitThroughAndNoMore) {
  LoopDetector loops(2);
  EXPECT_FALSE(loops.is_stuck("peek", {{"path", "a"}}));
  EXPECT_FALSE(loops.is_stuck("peek", {{"path", "a"}}));
  EXPECT_TRUE(loops.is_stuck("peek", {{"path", "a"}}));
}

TEST(LoopDetector, OtherArgumentsAreAnotherCall) {
  LoopDetector loops(1);
  EXPECT_FALSE(loops.is_stuck("peek", {{"path", "a"}}));
  EXPECT_FALSE(loops.is_stuck("peek", {{"path", "b"}}));
  EXPECT_FALSE(loops.is_stuck("poke", {{"path", "a"}}));
}

TEST(LoopDetector, AChangeMakesRepeatingWorthwhile) {
  LoopDetector loops(1);
  EXPECT_FALSE(loops.is_stuck("peek", {{"path", "a"}}));
  loops.forget();
  EXPECT_FALSE(loops.is_stuck("peek", {{"path", "a"}}));
}

}  // namespace
}  // namespace hearth::agent
