#include "base/edit_distance.h"

#include <gtest/gtest.h>

namespace hearth {
namespace {

TEST(EditDistance, CountsInsertionsRemovalsAndExchanges) {
  EXPECT_EQ(edit_distance("", ""), 0u);
  EXPECT_EQ(edit_distance("run", "run"), 0u);
  EXPECT_EQ(edit_distance("", "run"), 3u);
  EXPECT_EQ(edit_distance("rnu", "run"), 2u);
  EXPECT_EQ(edit_distance("stat", "status"), 2u);
  EXPECT_EQ(edit_distance("kitten", "sitting"), 3u);
  EXPECT_EQ(edit_distance("sitting", "kitten"), 3u);
}

}  // namespace
}  // namespace hearth
