#include "base/unified_diff.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <string>
#include <vector>

#include "base/testing/apply_diff.h"

namespace hearth {
namespace {

std::string numbered(int lines) {
  std::string text;
  for (int i = 1; i <= lines; ++i) text += "line " + std::to_string(i) + "\n";
  return text;
}

TEST(UnifiedDiff, IsWhatDiffWrites) {
  EXPECT_EQ(unified_diff("a\nb\nc\n", "a\nx\nc\n").text, "@@ -1,3 +1,3 @@\n a\n-b\n+x\n c\n");
  EXPECT_EQ(unified_diff("a\n", "a\n").text, "");
  EXPECT_EQ(unified_diff("", "a\nb\n").text, "@@ -0,0 +1,2 @@\n+a\n+b\n");
  EXPECT_EQ(unified_diff("a\n", "").text, "@@ -1 +0,0 @@\n-a\n");
  EXPECT_EQ(unified_diff("a", "a\n").text, "@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+a\n");
  EXPECT_EQ(unified_diff("a\r\n", "a\n").text, "@@ -1 +1 @@\n-a\r\n+a\n");
}

TEST(UnifiedDiff, HoldsThreeLinesAroundAChangeAndJoinsNearOnes) {
  std::string before = numbered(40), after = before;
  after.replace(after.find("line 10\n"), 8, "");
  after.replace(after.find("line 17\n"), 8, "new\nnewer\n");
  after.replace(after.find("line 30\n"), 8, "late\n");
  UnifiedDiff diff = unified_diff(before, after);
  EXPECT_EQ(diff.text.substr(0, diff.text.find('\n')), "@@ -7,14 +7,14 @@");
  EXPECT_NE(diff.text.find("\n@@ -27,7 +27,7 @@\n line 27\n"), std::string::npos) << diff.text;
  EXPECT_EQ(diff.added, 3U);
  EXPECT_EQ(diff.removed, 3U);
  EXPECT_EQ(apply_diff(before, diff.text), after);
}

TEST(UnifiedDiff, IsTheShortest) {
  UnifiedDiff diff = unified_diff("a\nb\nc\na\nb\nb\na\n", "c\nb\na\nb\na\nc\n");  // the example of Myers' paper
  EXPECT_EQ(diff.added + diff.removed, 5U);
}

TEST(UnifiedDiff, AppliedToTheTextBeforeGivesTheTextAfter) {
  auto line = rc::gen::element<std::string>("a\n", "b\n", "c\n", "\n", "a\r\n", "- d\n", "@@ -1 +1 @@\n", "\\ x\n");
  auto lines = rc::gen::container<std::vector<std::string>>(line);
  auto end = rc::gen::element<std::string>("", "a", "\r", "+");
  bool held = rc::check([&] {
    auto text = [&] {
      std::string joined;
      for (const std::string& each : *lines) joined += each;
      return joined + *end;
    };
    std::string before = text(), after = text();
    RC_ASSERT(apply_diff(before, unified_diff(before, after).text) == after);
  });
  EXPECT_TRUE(held);
}

TEST(UnifiedDiff, OfTextsThatHaveNothingInCommonTakesNoTime) {
  std::string before, after;
  for (int i = 0; i < 60'000; ++i) {
    before += "b" + std::to_string(i) + "\n";
    after += "a" + std::to_string(i) + "\n";
  }
  before += "end\n";
  after += "end\n";
  UnifiedDiff diff = unified_diff(before, after);
  EXPECT_EQ(diff.removed, 60'000U);
  EXPECT_EQ(apply_diff(before, diff.text), after);
}

}  // namespace
}  // namespace hearth
