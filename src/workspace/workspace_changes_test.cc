#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <csignal>
#include <filesystem>
#include <string>

#include "base/crypto.h"
#include "base/error.h"
#include "workspace/recording_sink.h"
#include "workspace/temporary_file.h"
#include "workspace/workspace.h"

namespace hearth::workspace {
namespace {

class ChangesTest : public testing::Test {
 protected:
  std::string in(const std::string& name) { return folder_ / ("ws/" + name); }
  const RecordingSink::Change& last() { return sink_.changes.back(); }

  template <class F>
  Code code_of(F&& f) {
    try {
      f();
    } catch (const Error& error) {
      return error.code();
    }
    ADD_FAILURE() << "no error";
    return Code::internal;
  }

  void expect_no_leftovers() {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder_ / "ws")) {
      EXPECT_NE(entry.path().filename().string().rfind(temporary_prefix, 0), 0U) << entry.path();
    }
  }

  TemporaryFolder folder_;
  RecordingSink sink_;
  // Made before the workspace that opens it.
  bool made_ = std::filesystem::create_directories(folder_ / "ws");
  Workspace workspace_{folder_ / "ws", sink_, {}};
};

TEST_F(ChangesTest, CreatesWithItsParents) {
  Written written = workspace_.write("c1", "a/b/c.txt", "text", {});
  EXPECT_TRUE(written.created);
  EXPECT_EQ(written.path, "a/b/c.txt");
  EXPECT_EQ(get(in("a/b/c.txt")), "text");
  ASSERT_EQ(sink_.changes.size(), 1U);
  EXPECT_EQ(last().call_id, "c1");
  EXPECT_EQ(last().change.action, FileAction::create);
  EXPECT_EQ(last().change.hash_before, "");
  EXPECT_EQ(last().change.hash_after, sha256_hex("text"));
  EXPECT_EQ(last().change.size, 4);
  EXPECT_EQ(last().outcome, "done");
  expect_no_leftovers();
}

TEST_F(ChangesTest, ReplacesAndKeepsTheMode) {
  put(in("run.sh"), "old");
  ASSERT_EQ(::chmod(in("run.sh").c_str(), 0750), 0);
  EXPECT_FALSE(workspace_.write("c", "run.sh", "new", {}).created);
  struct stat info {};
  ASSERT_EQ(::stat(in("run.sh").c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 07777U, 0750U);
  EXPECT_EQ(last().change.action, FileAction::modify);
  EXPECT_EQ(last().change.hash_before, sha256_hex("old"));
}

TEST_F(ChangesTest, TheIntentionComesBeforeTheEffect) {
  put(in("f"), "old");
  std::vector<std::string> seen;
  sink_.when_intended = [&] { seen.push_back(get(in("f"))); };
  workspace_.write("c", "f", "new", {});
  workspace_.move("c", "f", "g");
  sink_.when_intended = [&] { seen.push_back(get(in("g"))); };
  workspace_.remove("c", "g");
  EXPECT_EQ(seen, (std::vector<std::string>{"old", "new", "new"}));
  for (const auto& change : sink_.changes) EXPECT_EQ(change.outcome, "done");
}

TEST_F(ChangesTest, NothingHappensThatCouldNotBeRecorded) {
  put(in("f"), "old");
  sink_.fail = true;
  EXPECT_EQ(code_of([&] { workspace_.write("c", "f", "new", {}); }), Code::unavailable);
  EXPECT_EQ(code_of([&] { workspace_.remove("c", "f"); }), Code::unavailable);
  EXPECT_EQ(code_of([&] { workspace_.move("c", "f", "g"); }), Code::unavailable);
  EXPECT_EQ(get(in("f")), "old");
  expect_no_leftovers();
}

TEST_F(ChangesTest, AFailureIsSettledAsUndone) {
  // The file appears between the look and the rename.
  sink_.when_intended = [&] { put(in("f"), "theirs"); };
  EXPECT_EQ(code_of([&] { workspace_.write("c", "f", "ours", {}); }), Code::conflict);
  EXPECT_EQ(last().outcome, "undone");
  EXPECT_EQ(get(in("f")), "theirs");
  sink_.when_intended = [&] { put(in("target"), "theirs"); };
  EXPECT_EQ(code_of([&] { workspace_.move("c", "f", "target"); }), Code::conflict);
  EXPECT_EQ(last().outcome, "undone");
  sink_.when_intended = [&] { std::filesystem::remove(in("target")); };
  EXPECT_EQ(code_of([&] { workspace_.remove("c", "target"); }), Code::not_found);
  EXPECT_EQ(last().outcome, "undone");
  expect_no_leftovers();
}

TEST_F(ChangesTest, AFullDiskLeavesTheOldFile) {
  put(in("f"), "old");
  rlimit before{};
  ::getrlimit(RLIMIT_FSIZE, &before);
  auto handler = std::signal(SIGXFSZ, SIG_IGN);
  rlimit small{1024, before.rlim_max};
  ::setrlimit(RLIMIT_FSIZE, &small);
  EXPECT_THROW(workspace_.write("c", "f", std::string(100'000, 'x'), {}), Error);
  ::setrlimit(RLIMIT_FSIZE, &before);
  std::signal(SIGXFSZ, handler);
  EXPECT_EQ(get(in("f")), "old");
  EXPECT_TRUE(sink_.changes.empty());
  expect_no_leftovers();
}

TEST_F(ChangesTest, AnExpectedContentMustStillBeThere) {
  put(in("f"), "theirs");
  WriteOptions options;
  options.expected_hash = sha256_hex("what was read");
  EXPECT_EQ(code_of([&] { workspace_.write("c", "f", "ours", options); }), Code::conflict);
  EXPECT_EQ(code_of([&] { workspace_.write("c", "gone", "ours", options); }), Code::conflict);
  EXPECT_EQ(get(in("f")), "theirs");
  options.expected_hash = sha256_hex("theirs");
  workspace_.write("c", "f", "ours", options);
  EXPECT_EQ(get(in("f")), "ours");
}

TEST_F(ChangesTest, AFileIsNotWrittenOverAFolderOrALink) {
  std::filesystem::create_directories(in("d"));
  put(in("file"), "x");
  std::filesystem::create_symlink("file", in("l"));
  EXPECT_EQ(code_of([&] { workspace_.write("c", "d", "x", {}); }), Code::conflict);
  EXPECT_EQ(code_of([&] { workspace_.write("c", "l", "x", {}); }), Code::denied);
  EXPECT_EQ(code_of([&] { workspace_.write("c", "file/below", "x", {}); }), Code::not_found);
  EXPECT_TRUE(std::filesystem::is_symlink(in("l")));
}

TEST_F(ChangesTest, ProtectedNamesAreReadButNotChanged) {
  put(in(".git/config"), "[core]");
  put(in(".envrc"), "x");
  put(in("file"), "x");
  EXPECT_EQ(workspace_.read("c", ".git/config").bytes, "[core]");
  for (std::string path : {".git/config", ".git/hooks/pre-commit", "nested/.git/hooks/x", ".GIT/config", ".mcp.json",
                           ".vscode/tasks.json", ".envrc", ".git"}) {
    EXPECT_EQ(code_of([&] { workspace_.write("c", path, "x", {}); }), Code::denied) << path;
    EXPECT_EQ(code_of([&] { workspace_.move("c", "file", path); }), Code::denied) << path;
    EXPECT_EQ(code_of([&] { workspace_.move("c", path, "g2"); }), Code::denied) << path;
    EXPECT_EQ(code_of([&] { workspace_.remove("c", path); }), Code::denied) << path;
  }
  EXPECT_EQ(get(in(".git/config")), "[core]");
  for (std::string path : {".mcp.json", ".vscode", "nested", ".git/hooks", "g2"}) {
    EXPECT_FALSE(std::filesystem::exists(in(path))) << path;
  }
  EXPECT_TRUE(sink_.changes.empty());
}

TEST_F(ChangesTest, MovesAFileAndSaysBothNames) {
  put(in("a.txt"), "text");
  Moved moved = workspace_.move("c", "./a.txt", "new/b.txt");
  EXPECT_EQ(moved.from, "a.txt");
  EXPECT_EQ(moved.to, "new/b.txt");
  EXPECT_EQ(get(in("new/b.txt")), "text");
  EXPECT_FALSE(std::filesystem::exists(in("a.txt")));
  EXPECT_EQ(last().change.action, FileAction::rename);
  EXPECT_EQ(last().change.path, "new/b.txt");
  EXPECT_EQ(last().change.previous_path, "a.txt");
  EXPECT_EQ(last().change.hash_before, sha256_hex("text"));
  EXPECT_EQ(last().change.hash_after, sha256_hex("text"));
  EXPECT_EQ(last().change.size, 4);
}

TEST_F(ChangesTest, AMovedFolderRecordsEachFile) {
  put(in("d/one"), "1");
  put(in("d/.hidden/two"), "2");
  put(in("d/build/three"), "3");
  workspace_.move("c", "d", "e");
  ASSERT_EQ(sink_.changes.size(), 3U);
  EXPECT_EQ(sink_.changes[0].change.path, "e/.hidden/two");
  EXPECT_EQ(sink_.changes[0].change.previous_path, "d/.hidden/two");
  EXPECT_EQ(sink_.changes[1].change.path, "e/build/three");
  EXPECT_EQ(sink_.changes[2].change.hash_after, sha256_hex("1"));
  EXPECT_EQ(get(in("e/build/three")), "3");
}

TEST_F(ChangesTest, AMoveNeverReplacesOrTakesProtectedNamesAlong) {
  put(in("a"), "a");
  put(in("b"), "b");
  put(in("repo/.git/config"), "x");
  std::filesystem::create_directories(in("d/inner"));
  EXPECT_EQ(code_of([&] { workspace_.move("c", "a", "b"); }), Code::conflict);
  EXPECT_EQ(code_of([&] { workspace_.move("c", "a", "d"); }), Code::conflict);
  EXPECT_EQ(code_of([&] { workspace_.move("c", "a", "a"); }), Code::conflict);
  EXPECT_EQ(code_of([&] { workspace_.move("c", "absent", "x"); }), Code::not_found);
  EXPECT_EQ(code_of([&] { workspace_.move("c", "d", "d/inner/x"); }), Code::invalid_argument);
  EXPECT_EQ(code_of([&] { workspace_.move("c", "repo", "other"); }), Code::denied);
  EXPECT_EQ(get(in("b")), "b");
  EXPECT_EQ(get(in("repo/.git/config")), "x");
  EXPECT_TRUE(sink_.changes.empty());
}

TEST_F(ChangesTest, RemovesAFileOrAnEmptyFolder) {
  put(in("d/f"), "text");
  EXPECT_EQ(code_of([&] { workspace_.remove("c", "d"); }), Code::conflict);
  EXPECT_EQ(workspace_.remove("c", "d/f"), "d/f");
  EXPECT_EQ(last().change.action, FileAction::remove);
  EXPECT_EQ(last().change.hash_before, sha256_hex("text"));
  EXPECT_EQ(last().change.hash_after, "");
  workspace_.remove("c", "d");
  EXPECT_FALSE(std::filesystem::exists(in("d")));
  EXPECT_EQ(sink_.changes.size(), 1U);
  EXPECT_EQ(code_of([&] { workspace_.remove("c", "d"); }), Code::not_found);
}

TEST_F(ChangesTest, HugeFilesAreMovedWithoutAHash) {
  put(in("huge"), "");
  std::filesystem::resize_file(in("huge"), std::uintmax_t{1} << 40);
  workspace_.move("c", "huge", "moved");
  EXPECT_EQ(last().change.hash_before, "");
  EXPECT_EQ(last().change.size, std::int64_t{1} << 40);
  workspace_.remove("c", "moved");
  EXPECT_FALSE(std::filesystem::exists(in("moved")));
}

}  // namespace
}  // namespace hearth::workspace
