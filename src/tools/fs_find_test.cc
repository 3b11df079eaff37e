#include <string>

#include "base/stop.h"
#include "tools/builtin.h"
#include "tools/tool_fixture.h"

namespace hearth::tools {
namespace {

class FsFindTest : public ToolTest {
 protected:
  json find(const json& arguments) { return structured(make_fs_find, arguments)["paths"]; }
};

TEST_F(FsFindTest, FindsNamesAtAnyDepth) {
  for (std::string name : {"b.md", "a/z.md", "a/b/c.MD", "x.txt"}) put(name, "");
  EXPECT_EQ(find({{"glob", "*.md"}}), (json{"a/z.md", "b.md"}));
  EXPECT_EQ(find({{"glob", "*.md"}, {"ignore_case", true}}), (json{"a/b/c.MD", "a/z.md", "b.md"}));
  EXPECT_EQ(find({{"glob", "*.{md,txt}"}, {"path", "a"}}), (json{"a/z.md"}));
  EXPECT_TRUE(find({{"glob", "absent"}}).empty());
  EXPECT_TRUE(sink_.reads().empty()) << "finding a name is no read";
}

TEST_F(FsFindTest, AGlobWithASlashIsHeldAgainstThePathBelowTheFolder) {
  for (std::string name : {"src/a.h", "src/base/b.h", "other/src/c.h"}) put(name, "");
  EXPECT_EQ(find({{"glob", "src/**/*.h"}}), (json{"src/a.h", "src/base/b.h"}));
  EXPECT_EQ(find({{"glob", "./base/*.h"}, {"path", "src"}}), (json{"src/base/b.h"}));
}

TEST_F(FsFindTest, AGlobThatEndsInASlashFindsFolders) {
  put("docs/x", "");
  put("a/docs/y", "");
  put("b/docs", "a file");
  EXPECT_EQ(find({{"glob", "docs/"}}), (json{"a/docs", "docs"}));
}

TEST_F(FsFindTest, PassesOverSomeFoldersUnlessTheyAreNamed) {
  for (std::string name : {".github/w.yml", "build/w.yml", "node_modules/m/w.yml", "w.yml", ".hidden"}) put(name, "");
  EXPECT_EQ(find({{"glob", "w.yml"}}), (json{"w.yml"}));
  EXPECT_EQ(find({{"glob", ".github/**"}}), (json{".github/w.yml"}));
  EXPECT_EQ(find({{"glob", "node_modules/**/w.yml"}}), (json{"node_modules/m/w.yml"}));
  EXPECT_EQ(find({{"glob", "*.yml"}, {"path", "build"}}), (json{"build/w.yml"}));
  EXPECT_EQ(find({{"glob", ".hid*"}}), (json{".hidden"}));
}

TEST_F(FsFindTest, AFolderBehindALinkIsSearchedWhereItIs) {
  put("real/a.md", "");
  std::filesystem::create_symlink("real", in("link"));
  EXPECT_EQ(find({{"glob", "*.md"}, {"path", "link"}}), (json{"real/a.md"}));
  EXPECT_EQ(find({{"glob", "x/../a.md"}, {"path", "link"}}), json::array());
  EXPECT_EQ(find({{"glob", "*.md"}}), (json{"real/a.md"})) << "a walk does not follow links";
}

TEST_F(FsFindTest, EndsAtAThousand) {
  for (int i = 0; i < 1001; ++i) put("f" + std::to_string(i), "");
  ToolResult result = call(make_fs_find, {{"glob", "*"}});
  EXPECT_EQ(result.structured["paths"].size(), 1000U);
  EXPECT_EQ(result.structured["truncated"], true);
  EXPECT_TRUE(contains(result.text, "narrower glob"));
}

TEST_F(FsFindTest, OddNamesAreShownEscaped) {
  put("bad\xff\x1b.md", "");
  ToolResult result = call(make_fs_find, {{"glob", "*.md"}});
  EXPECT_EQ(result.text, "bad\\xff\\u{1b}.md\n");
  EXPECT_NO_THROW(result.structured.dump());
}

TEST_F(FsFindTest, FailsAndStops) {
  put("file", "");
  EXPECT_TRUE(contains(failure(make_fs_find, {{"glob", "*"}, {"path", "absent"}}), "no such file"));
  EXPECT_TRUE(contains(failure(make_fs_find, {{"glob", "*"}, {"path", "file"}}), "not a folder"));
  EXPECT_TRUE(contains(failure(make_fs_find, {{"glob", "*"}, {"path", ".."}}), "outside"));
  std::stop_source stop;
  stop.request_stop();
  EXPECT_THROW(call(make_fs_find, {{"glob", "*"}}, stop.get_token()), Cancelled);
}

}  // namespace
}  // namespace hearth::tools
