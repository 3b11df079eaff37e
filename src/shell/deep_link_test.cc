#include "shell/deep_link.h"

#include <gtest/gtest.h>

namespace hearth::shell {
namespace {

TEST(DeepLink, NamesASession) {
  EXPECT_EQ(session_in("hearth://session/12"), 12);
  EXPECT_EQ(session_in("hearth://session/9007199254740991"), 9007199254740991);
}

TEST(DeepLink, IsNothingElse) {
  for (const char* link :
       {"", "hearth:", "hearth://session/", "hearth://session/0", "hearth://session/-1", "hearth://session/+1",
        "hearth://session/012", "hearth://session/12/run", "hearth://session/12?run=rm", "hearth://session/12#x",
        "hearth://session/1 2", "hearth://session/9007199254740992", "hearth://session/99999999999999999999",
        "HEARTH://session/12", "hearth://run/12", "http://session/12", "hearth://session/1\n2"}) {
    EXPECT_FALSE(session_in(link)) << link;
  }
}

}  // namespace
}  // namespace hearth::shell
