#include "workspace/workspace.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <string>

#include "base/crypto.h"
#include "base/error.h"
#include "workspace/recording_sink.h"

namespace hearth::workspace {
namespace {

class WorkspaceTest : public testing::Test {
 protected:
  WorkspaceTest() { std::filesystem::create_directories(folder_ / "ws"); }

  Workspace open(Resolution resolution = Resolution::automatic) {
    return Workspace(folder_ / "ws", sink_, {{}, resolution});
  }
  std::string in(const std::string& name) { return folder_ / ("ws/" + name); }

  template <class F>
  Error error_of(F&& f) {
    try {
      f();
    } catch (const Error& error) {
      return error;
    }
    ADD_FAILURE() << "no error";
    return Error(Code::internal, "none");
  }

  TemporaryFolder folder_;
  RecordingSink sink_;
};

TEST_F(WorkspaceTest, ReadsAndRecordsTheWholeContent) {
  put(in("a/b.txt"), "hello");
  FileContent content = open().read("call-1", "./a//b.txt");
  EXPECT_EQ(content.bytes, "hello");
  EXPECT_EQ(content.path, "a/b.txt");
  auto reads = sink_.reads();
  ASSERT_EQ(reads.size(), 1U);
  EXPECT_EQ(reads[0].call_id, "call-1");
  EXPECT_EQ(reads[0].files[0].path, "a/b.txt");
  EXPECT_EQ(reads[0].files[0].hash, sha256_hex("hello"));
  EXPECT_EQ(reads[0].files[0].size, 5);
}

TEST_F(WorkspaceTest, ALinkInsideIsFollowedAndTheFileItLeadsToIsRecorded) {
  put(in("docs/a.md"), "text");
  std::filesystem::create_symlink("docs", in("link"));
  std::filesystem::create_symlink("../docs/a.md", in("docs/again"));
  std::filesystem::create_symlink(".", in("self"));
  Workspace workspace = open();
  EXPECT_EQ(workspace.read("c", "link/a.md").path, "docs/a.md");
  EXPECT_EQ(workspace.read("c", "docs/again").path, "docs/a.md");
  EXPECT_EQ(workspace.list("link").path, "docs");
  EXPECT_EQ(workspace.list("self").path, ".");
  EXPECT_EQ(workspace.stat("docs/again").kind, FileKind::file);
  EXPECT_EQ(sink_.reads()[0].files[0].path, "docs/a.md");
}

TEST_F(WorkspaceTest, WithoutOpenat2LinksAreNamedAsTheReason) {
  put(in("a.md"), "text");
  std::filesystem::create_symlink("a.md", in("link"));
  Workspace workspace = open(Resolution::component_walk);
  EXPECT_EQ(workspace.read("c", "a.md").bytes, "text");
  Error error = error_of([&] { workspace.read("c", "link"); });
  EXPECT_EQ(error.code(), Code::denied);
  EXPECT_NE(std::string(error.what()).find("symbolic link"), std::string::npos);
}

TEST_F(WorkspaceTest, RefusesWhatIsTooLarge) {
  put(in("sparse"), "");
  std::filesystem::resize_file(in("sparse"), std::uintmax_t{1} << 40);
  put(in("ten"), "0123456789");
  Workspace workspace = open();
  auto start = std::chrono::steady_clock::now();
  EXPECT_EQ(error_of([&] { workspace.read("c", "sparse"); }).code(), Code::invalid_argument);
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(1));
  constexpr std::size_t ten = 10;
  EXPECT_EQ(workspace.read("c", "ten", ten).bytes.size(), ten);
  EXPECT_EQ(error_of([&] { workspace.read("c", "ten", ten - 1); }).code(), Code::invalid_argument);
  EXPECT_EQ(workspace.stat("sparse").size, std::int64_t{1} << 40);
}

TEST_F(WorkspaceTest, ReadTextTakesOnlyUtf8) {
  put(in("good"), "grün");
  put(in("bad"), "gr\xfcn");
  Workspace workspace = open();
  EXPECT_EQ(workspace.read_text("c", "good").bytes, "grün");
  Error error = error_of([&] { workspace.read_text("c", "bad"); });
  EXPECT_EQ(error.code(), Code::unsupported);
  EXPECT_NE(std::string(error.what()).find("not UTF-8"), std::string::npos);
}

TEST_F(WorkspaceTest, OddNamesAreFilesLikeOthers) {
  std::vector<std::string> names{"new\nline", "tab\t", "\x1b[31mred", "\u202Etxt.exe", "bad\xff", std::string(255, 'n'),
                                 "-rf",       " "};
  Workspace workspace = open();
  for (const std::string& name : names) {
    workspace.write("c", name, "x", {});
    EXPECT_EQ(workspace.read("c", name).bytes, "x");
    workspace.move("c", name, "dir/" + name);
  }
  EXPECT_EQ(workspace.list("dir").entries.size(), names.size());
  for (const std::string& name : names) workspace.remove("c", "dir/" + name);
  Error error = error_of([&] { workspace.read("c", "no\x1b[31m\u202E\xff"); });
  EXPECT_NE(std::string(error.what()).find("no\\u{1b}[31m\\u{202e}\\xff"), std::string::npos) << error.what();
  EXPECT_EQ(error_of([&] { workspace.read("c", std::string(256, 'n')); }).code(), Code::invalid_argument);
}

TEST_F(WorkspaceTest, DeepPathsWork) {
  std::string deep;
  for (int i = 0; i < 1000; ++i) deep += "d/";
  for (Resolution resolution : {Resolution::automatic, Resolution::component_walk}) {
    Workspace workspace = open(resolution);
    workspace.write("c", deep + "file", "x", {});
    EXPECT_EQ(workspace.read("c", deep + "file").bytes, "x");
  }
}

TEST_F(WorkspaceTest, MissingThingsAreNotFound) {
  put(in("file"), "");
  Workspace workspace = open();
  EXPECT_EQ(error_of([&] { workspace.read("c", "absent"); }).code(), Code::not_found);
  EXPECT_EQ(error_of([&] { workspace.read("c", "file/below"); }).code(), Code::not_found);
  EXPECT_EQ(error_of([&] { workspace.list("absent"); }).code(), Code::not_found);
  EXPECT_EQ(error_of([&] { workspace.stat("absent"); }).code(), Code::not_found);
  EXPECT_EQ(error_of([&] { workspace.read("c", "."); }).code(), Code::invalid_argument);
  EXPECT_TRUE(sink_.reads().empty());
}

TEST_F(WorkspaceTest, ListsWhatIsThere) {
  put(in("b"), "12345");
  put(in("a/x"), "");
  std::filesystem::create_symlink("nowhere", in("c"));
  Listing listing = open().list(".");
  ASSERT_EQ(listing.entries.size(), 3U);
  EXPECT_EQ(listing.entries[0].name, "a");
  EXPECT_EQ(listing.entries[0].info.kind, FileKind::directory);
  EXPECT_EQ(listing.entries[1].info.size, 5);
  EXPECT_GT(listing.entries[1].info.modified, 1'600'000'000'000);
  EXPECT_EQ(listing.entries[2].info.kind, FileKind::symlink);
  EXPECT_FALSE(listing.cut_off);
}

TEST_F(WorkspaceTest, ABatchIsRecordedOnce) {
  put(in("a"), "1");
  put(in("b"), "2");
  Workspace workspace = open();
  ReadBatch batch(workspace, "search");
  EXPECT_EQ(batch.read("a", 10).bytes, "1");
  EXPECT_EQ(batch.read("b", 10).bytes, "2");
  EXPECT_TRUE(sink_.reads().empty());
  batch.record();
  batch.record();
  ASSERT_EQ(sink_.reads().size(), 1U);
  EXPECT_EQ(sink_.reads()[0].files.size(), 2U);
}

TEST_F(WorkspaceTest, AFingerprintIsNotRecorded) {
  put(in("a"), "text");
  std::filesystem::create_symlink("a", in("l"));
  Workspace workspace = open();
  EXPECT_EQ(workspace.fingerprint("./a").hash, sha256_hex("text"));
  EXPECT_EQ(workspace.fingerprint("./a").size, 4);
  EXPECT_EQ(workspace.fingerprint("l").hash, "");
  EXPECT_EQ(workspace.fingerprint("absent").hash, "");
  EXPECT_EQ(workspace.fingerprint(".").hash, "");
  EXPECT_TRUE(sink_.reads().empty());
}

TEST_F(WorkspaceTest, TheRootIsNotWrittenOver) {
  Workspace workspace = open();
  EXPECT_EQ(error_of([&] { workspace.write("c", ".", "x", {}); }).code(), Code::denied);
  EXPECT_EQ(error_of([&] { workspace.remove("c", "a/.."); }).code(), Code::denied);
  EXPECT_EQ(error_of([&] { workspace.move("c", ".", "x"); }).code(), Code::denied);
}

TEST_F(WorkspaceTest, DataFoldersAreNoWorkspaces) {
  Options options;
  options.forbidden = {folder_.path()};
  EXPECT_THROW(Workspace(folder_ / "ws", sink_, options), Error);
}

}  // namespace
}  // namespace hearth::workspace
