#include <string>

#include "tools/builtin.h"
#include "tools/tool_fixture.h"

namespace hearth::tools {
namespace {

class FsListTest : public ToolTest {};

TEST_F(FsListTest, ListsByName) {
  put("b.txt", "12345");
  put("a/x", "");
  std::filesystem::create_symlink("b.txt", in("c"));
  ToolResult result = call(make_fs_list, json::object());
  EXPECT_TRUE(contains(result.text, "a/\nb.txt  5 bytes, ")) << result.text;
  EXPECT_EQ(result.structured["path"], ".");
  EXPECT_EQ(result.structured["truncated"], false);
  const json& entries = result.structured["entries"];
  ASSERT_EQ(entries.size(), 3U);
  EXPECT_EQ(entries[0]["kind"], "directory");
  EXPECT_EQ(entries[1]["name"], "b.txt");
  EXPECT_EQ(entries[1]["kind"], "file");
  EXPECT_EQ(entries[1]["size"], 5);
  EXPECT_GT(entries[1]["modified"], 1'600'000'000'000);
  EXPECT_EQ(entries[2]["kind"], "symlink");
  EXPECT_EQ(structured(make_fs_list, {{"path", "a/"}})["entries"][0]["name"], "x");
}

TEST_F(FsListTest, SaysThatAFolderIsEmpty) {
  EXPECT_EQ(call(make_fs_list, json::object()).text, "The folder is empty.");
}

TEST_F(FsListTest, OddNamesAreShownEscaped) {
  put("bad\xff\n", "");
  ToolResult result = call(make_fs_list, json::object());
  EXPECT_EQ(result.text.rfind("bad\\xff\\u{a}  0 bytes", 0), 0U) << result.text;
  EXPECT_NO_THROW(result.structured.dump());
}

TEST_F(FsListTest, Fails) {
  put("file", "");
  EXPECT_TRUE(contains(failure(make_fs_list, {{"path", "absent"}}), "no such file"));
  EXPECT_TRUE(contains(failure(make_fs_list, {{"path", "file"}}), "not a folder"));
  EXPECT_TRUE(contains(failure(make_fs_list, {{"path", "/"}}), "outside"));
}

}  // namespace
}  // namespace hearth::tools
