// fs_write, fs_edit, fs_move and fs_delete.
#include <string>

#include "tools/builtin.h"
#include "tools/tool_fixture.h"

namespace hearth::tools {
namespace {

class FsWriteTest : public ToolTest {};
class FsEditTest : public ToolTest {};
class FsMoveTest : public ToolTest {};
class FsDeleteTest : public ToolTest {};

TEST_F(FsWriteTest, CreatesAndReplaces) {
  EXPECT_EQ(structured(make_fs_write, {{"path", "./a/b.md"}, {"content", "grün"}}),
            (json{{"path", "a/b.md"}, {"created", true}, {"bytes", 5}}));
  EXPECT_EQ(get("a/b.md"), "grün");
  ToolResult result = call(make_fs_write, {{"path", "a/b.md"}, {"content", ""}});
  EXPECT_EQ(result.text, "Replaced a/b.md (0 bytes).");
  EXPECT_EQ(result.structured["created"], false);
  EXPECT_EQ(result.change["diff"], "@@ -1 +0,0 @@\n-grün\n\\ No newline at end of file\n");
  ASSERT_EQ(sink_.changes.size(), 2U);
  EXPECT_EQ(sink_.changes[1].change.action, FileAction::modify);
  EXPECT_EQ(sink_.changes[1].call_id, "call");
}

TEST_F(FsWriteTest, Fails) {
  std::filesystem::create_directories(in("d"));
  EXPECT_TRUE(contains(failure(make_fs_write, {{"path", "d"}, {"content", "x"}}), "folder has this name"));
  EXPECT_TRUE(contains(failure(make_fs_write, {{"path", ".git/hooks/x"}, {"content", "x"}}), "protected"));
  EXPECT_TRUE(contains(failure(make_fs_write, {{"path", "../x"}, {"content", "x"}}), "outside"));
  EXPECT_TRUE(contains(failure(make_fs_write, {{"path", "x"}}), "\"content\" is missing"));
  EXPECT_TRUE(sink_.changes.empty());
}

TEST_F(FsEditTest, ReplacesTheOnePlace) {
  put("a.txt", "one\ntwo\nthree\n");
  ToolResult result = call(make_fs_edit, {{"path", "a.txt"}, {"old", "two\nthree"}, {"new", "2\n3"}});
  EXPECT_EQ(get("a.txt"), "one\n2\n3\n");
  EXPECT_EQ(result.structured, (json{{"path", "a.txt"}, {"line", 2}, {"replaced", 1}}));
  EXPECT_EQ(result.change["diff"], "@@ -1,3 +1,3 @@\n one\n-two\n-three\n+2\n+3\n");
  EXPECT_EQ(sink_.changes.size(), 1U);
  EXPECT_EQ(sink_.reads().size(), 1U);
}

TEST_F(FsEditTest, ChangesNothingUnlessThereIsExactlyOne) {
  put("a.txt", "x\naa\naaa\n");
  std::string often = failure(make_fs_edit, {{"path", "a.txt"}, {"old", "aa"}, {"new", "b"}});
  EXPECT_TRUE(contains(often, "3 times, at the lines 2, 3, 3")) << often;
  EXPECT_TRUE(contains(failure(make_fs_edit, {{"path", "a.txt"}, {"old", "y"}, {"new", "b"}}), "is not in"));
  EXPECT_TRUE(contains(failure(make_fs_edit, {{"path", "a.txt"}, {"old", "x"}, {"new", "x"}}), "are the same"));
  EXPECT_TRUE(failure(make_fs_edit, {{"path", "a.txt"}, {"old", ""}, {"new", "x"}}).size() > 0);
  EXPECT_EQ(get("a.txt"), "x\naa\naaa\n");
  std::string many;
  for (int i = 0; i < 20; ++i) many += "z\n";
  put("many", many);
  EXPECT_TRUE(contains(failure(make_fs_edit, {{"path", "many"}, {"old", "z"}, {"new", "b"}}), "10, …"));
}

TEST_F(FsEditTest, Fails) {
  put("binary", "\xff");
  put("real", "text");
  put(".envrc", "text");
  std::filesystem::create_symlink("real", in("link"));
  json edit = {{"old", "text"}, {"new", "x"}};
  auto with = [&](const std::string& path) {
    json arguments = edit;
    arguments["path"] = path;
    return failure(make_fs_edit, arguments);
  };
  EXPECT_TRUE(contains(with("binary"), "not UTF-8"));
  EXPECT_TRUE(contains(with("absent"), "no such file"));
  EXPECT_TRUE(contains(with("link"), "symbolic link")) << "what is changed must be what was approved";
  EXPECT_TRUE(contains(with(".envrc"), "protected"));
  EXPECT_EQ(get("real"), "text");
}

TEST_F(FsMoveTest, MovesAndKeepsBothNames) {
  put("a.txt", "x");
  ToolResult result = call(make_fs_move, {{"from", "a.txt"}, {"to", "d/b.txt"}});
  EXPECT_EQ(result.text, "Moved a.txt to d/b.txt.");
  EXPECT_EQ(result.structured, (json{{"from", "a.txt"}, {"to", "d/b.txt"}}));
  EXPECT_EQ(get("d/b.txt"), "x");
  EXPECT_EQ(sink_.changes[0].change.previous_path, "a.txt");
}

TEST_F(FsMoveTest, Fails) {
  put("a", "a");
  put("b", "b");
  EXPECT_TRUE(contains(failure(make_fs_move, {{"from", "a"}, {"to", "b"}}), "something already"));
  EXPECT_TRUE(contains(failure(make_fs_move, {{"from", "c"}, {"to", "d"}}), "no such file"));
  EXPECT_TRUE(contains(failure(make_fs_move, {{"from", "a"}, {"to", "../a"}}), "outside"));
  EXPECT_TRUE(contains(failure(make_fs_move, {{"from", "a"}, {"to", ".bashrc"}}), "protected"));
  EXPECT_EQ(get("b"), "b");
}

TEST_F(FsDeleteTest, DeletesAFileOrAnEmptyFolder) {
  put("d/a", "x");
  EXPECT_TRUE(contains(failure(make_fs_delete, {{"path", "d"}}), "not empty"));
  EXPECT_EQ(structured(make_fs_delete, {{"path", "d/a"}}), (json{{"path", "d/a"}}));
  EXPECT_EQ(call(make_fs_delete, {{"path", "d/"}}).text, "Deleted d.");
  EXPECT_FALSE(exists("d"));
  EXPECT_TRUE(contains(failure(make_fs_delete, {{"path", "d"}}), "no such file"));
  EXPECT_TRUE(contains(failure(make_fs_delete, {{"path", "."}}), "workspace itself"));
}

}  // namespace
}  // namespace hearth::tools
