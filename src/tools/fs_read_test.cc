#include <string>

#include "tools/builtin.h"
#include "tools/tool_fixture.h"

namespace hearth::tools {
namespace {

class FsReadTest : public ToolTest {};

std::string numbered(int count) {
  std::string text;
  for (int i = 1; i <= count; ++i) text += "line " + std::to_string(i) + "\n";
  return text;
}

TEST_F(FsReadTest, GivesNumberedLines) {
  put("a.txt", "one\ntwo\r\n\nfour");
  ToolResult result = call(make_fs_read, {{"path", "./a.txt"}});
  EXPECT_EQ(result.text, "     1\tone\n     2\ttwo\n     3\t\n     4\tfour\n");
  EXPECT_EQ(result.structured, (json{{"path", "a.txt"},
                                     {"start_line", 1},
                                     {"end_line", 4},
                                     {"total_lines", 4},
                                     {"lines", {"one", "two", "", "four"}},
                                     {"truncated", false}}));
  ASSERT_EQ(sink_.reads().size(), 1U);
  EXPECT_EQ(sink_.reads()[0].files[0].path, "a.txt");
}

TEST_F(FsReadTest, GivesARange) {
  put("a.txt", numbered(10));
  json read = structured(make_fs_read, {{"path", "a.txt"}, {"start_line", 3}, {"end_line", 4}});
  EXPECT_EQ(read["lines"], (json{"line 3", "line 4"}));
  EXPECT_EQ(read["truncated"], false);
  EXPECT_EQ(structured(make_fs_read, {{"path", "a.txt"}, {"start_line", 9}, {"end_line", 99}})["end_line"], 10);
}

TEST_F(FsReadTest, SaysWhereToGoOn) {
  put("a.txt", numbered(2500));
  ToolResult result = call(make_fs_read, {{"path", "a.txt"}});
  EXPECT_EQ(result.structured["lines"].size(), 2000U);
  EXPECT_EQ(result.structured["truncated"], true);
  EXPECT_TRUE(contains(result.text, "start_line 2001"));
  put("wide.txt", std::string(200'000, 'x') + "\n" + std::string(200'000, 'y') + "\n");
  json wide = structured(make_fs_read, {{"path", "wide.txt"}});
  EXPECT_EQ(wide["end_line"], 1);
  EXPECT_EQ(wide["truncated"], true);
}

TEST_F(FsReadTest, CutsALineThatIsLongerThanTheLimit) {
  std::string line = std::string(256 * 1024 - 1, 'x') + "üü";
  put("a.txt", line);
  ToolResult result = call(make_fs_read, {{"path", "a.txt"}});
  EXPECT_EQ(result.structured["lines"][0].get<std::string>().size(), 256U * 1024 - 1) << "at a character's end";
  EXPECT_EQ(result.structured["truncated"], true);
  EXPECT_TRUE(contains(result.text, "line 1 is cut"));
}

TEST_F(FsReadTest, AnEmptyFileHasNoLines) {
  put("empty", "");
  json read = structured(make_fs_read, {{"path", "empty"}});
  EXPECT_EQ(read["total_lines"], 0);
  EXPECT_EQ(read["end_line"], 0);
  EXPECT_TRUE(read["lines"].empty());
}

TEST_F(FsReadTest, FailuresSayWhatToDo) {
  put("a.txt", "one\n");
  put("binary", "\x89PNG\xff");
  std::filesystem::create_directories(in("d"));
  EXPECT_TRUE(contains(failure(make_fs_read, {{"path", "a.txt"}, {"start_line", 2}}), "has only 1 line"));
  EXPECT_TRUE(
      contains(failure(make_fs_read, {{"path", "a.txt"}, {"start_line", 3}, {"end_line", 2}}), "before start_line"));
  EXPECT_TRUE(contains(failure(make_fs_read, {{"path", "binary"}}), "not UTF-8"));
  EXPECT_TRUE(contains(failure(make_fs_read, {{"path", "d"}}), "is a folder"));
  EXPECT_TRUE(contains(failure(make_fs_read, {{"path", "absent"}}), "no such file"));
  EXPECT_TRUE(contains(failure(make_fs_read, {{"path", "../x"}}), "outside the workspace"));
  EXPECT_TRUE(contains(failure(make_fs_read, {{"path", "a.txt"}, {"lines", 3}}), "\"lines\" is unknown"));
  EXPECT_TRUE(contains(failure(make_fs_read, json::object()), "\"path\" is missing"));
  EXPECT_TRUE(contains(failure(make_fs_read, {{"path", "a.txt"}, {"start_line", 1e300}}), "start_line"));
}

}  // namespace
}  // namespace hearth::tools
