#include "workspace/path.h"

#include <gtest/gtest.h>

#include <string>

#include "base/error.h"

namespace hearth::workspace {
namespace {

std::string tidied(std::string_view path) {
  return relative_path(path, "/home/u/ws");
}

Code code_of(std::string_view path) {
  try {
    relative_path(path, "/home/u/ws");
  } catch (const Error& error) {
    return error.code();
  }
  ADD_FAILURE() << path << " was taken";
  return Code::internal;
}

TEST(RelativePath, IsTidied) {
  EXPECT_EQ(tidied("a"), "a");
  EXPECT_EQ(tidied("./a//b/"), "a/b");
  EXPECT_EQ(tidied("a/x/../b"), "a/b");
  EXPECT_EQ(tidied("."), ".");
  EXPECT_EQ(tidied("a/.."), ".");
  EXPECT_EQ(tidied("...//..a"), ".../..a");
}

TEST(RelativePath, MayNotLeadOut) {
  for (std::string path : {"..", "../x", "a/../../x", "./../x", "a/b/../../../ws/x", "../ws-evil/e"}) {
    EXPECT_EQ(code_of(path), Code::denied) << path;
  }
}

TEST(RelativePath, TakesAbsolutePathsInsideTheRootOnly) {
  EXPECT_EQ(tidied("/home/u/ws/a/b"), "a/b");
  EXPECT_EQ(tidied("/home/u/ws/"), ".");
  EXPECT_EQ(tidied("/home/u/../u/ws/a"), "a");
  for (std::string path : {"/", "/etc/passwd", "/home/u", "/home/u/ws-evil/e", "/home/u/ws/../x", "/../home/u/ws"}) {
    EXPECT_EQ(code_of(path), Code::denied) << path;
  }
}

TEST(RelativePath, RefusesWhatIsNoPath) {
  EXPECT_EQ(code_of(""), Code::invalid_argument);
  EXPECT_EQ(code_of(std::string_view("a\0b", 3)), Code::invalid_argument);
  EXPECT_EQ(code_of(std::string(5000, 'x')), Code::invalid_argument);
}

TEST(RelativePath, NamesTheRuleInTheError) {
  try {
    relative_path("../x", "/w");
    FAIL();
  } catch (const Error& error) {
    EXPECT_NE(std::string(error.what()).find("outside the workspace"), std::string::npos);
  }
}

TEST(SplitParent, GivesTheFolderAndTheName) {
  EXPECT_EQ(split_parent("a/b/c"), (std::pair<std::string, std::string>{"a/b", "c"}));
  EXPECT_EQ(split_parent("c"), (std::pair<std::string, std::string>{".", "c"}));
  EXPECT_EQ(join_path(".", "c"), "c");
  EXPECT_EQ(join_path("a/b", "c"), "a/b/c");
}

TEST(Shown, EscapesAndCuts) {
  EXPECT_EQ(shown("a\nb"), "\"a\\u{a}b\"");
  EXPECT_EQ(shown("a\xff"), "\"a\\xff\"");
  EXPECT_LT(shown(std::string(10'000, 'x')).size(), 310U);
}

}  // namespace
}  // namespace hearth::workspace
