#include "tools/text_change.h"

#include <gtest/gtest.h>

namespace hearth::tools {
namespace {

TEST(TextChange, IsADiffWithItsCounts) {
  EXPECT_EQ(text_change("a\nb\n", "a\nc\nd\n"),
            (json{{"diff", "@@ -1,2 +1,3 @@\n a\n-b\n+c\n+d\n"}, {"added", 2}, {"removed", 1}}));
  EXPECT_EQ(text_change("", "ä\n"), (json{{"diff", "@@ -0,0 +1 @@\n+ä\n"}, {"added", 1}, {"removed", 0}}));
}

TEST(TextChange, SaysWhatItLeavesOut) {
  EXPECT_EQ(text_change("\xff", "a\n"), (json{{"omitted", "binary"}}));
  EXPECT_EQ(text_change("a", std::string("b\0", 2)), (json{{"omitted", "binary"}}));
  EXPECT_EQ(text_change(std::nullopt, "a\n"), (json{{"omitted", "too_large"}}));
  EXPECT_EQ(text_change("a", std::string(3'000'000, 'x')), (json{{"omitted", "too_large"}}));
  std::string many;
  for (int i = 0; i < 30'000; ++i) many += "line\n";
  EXPECT_EQ(text_change("", many), (json{{"omitted", "too_large"}, {"added", 30'000}, {"removed", 0}}));
}

}  // namespace
}  // namespace hearth::tools
