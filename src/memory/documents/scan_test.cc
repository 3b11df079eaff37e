#include "memory/documents/scan.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <algorithm>
#include <filesystem>

#include "base/error.h"
#include "workspace/recording_sink.h"

namespace hearth::memory {

namespace {

using Names = std::vector<std::string>;

class Scanning : public testing::Test {
 protected:
  std::string path(const std::string& name) { return folder_ / name; }
  std::string root() { return std::filesystem::path(path("x")).parent_path(); }
  void put(const std::string& name) {
    std::filesystem::create_directories(std::filesystem::path(path(name)).parent_path());
    workspace::put(path(name), "text");
  }
  static Names names(const RootScan& scan) {
    Names names;
    for (const ScannedFile& file : scan.files()) names.push_back(file.name);
    std::ranges::sort(names);
    return names;
  }
  workspace::TemporaryFolder folder_;
};

TEST_F(Scanning, LeavesOutWhatIsHiddenIgnoredProtectedOrMade) {
  for (const char* name : {"a.md", "sub/b.md", "sub/skip.log", ".hidden.md", ".hidden/c.md", "node_modules/d.md",
                           "build/e.md", ".git/config", "sub/deep/f.txt"}) {
    put(name);
  }
  workspace::put(path(".gitignore"), "*.log\n");
  RootScan scan(root(), {});
  EXPECT_EQ(names(scan), (Names{"a.md", "sub/b.md", "sub/deep/f.txt"}));
  EXPECT_TRUE(scan.is_complete());
  EXPECT_EQ(scan.folders().size(), 3u);
}

TEST_F(Scanning, FollowsNoLinks) {
  put("a.md");
  std::filesystem::create_symlink("/etc", path("etc"));
  std::filesystem::create_symlink("/etc/passwd", path("passwd.txt"));
  ::mkfifo(path("pipe.txt").c_str(), 0600);
  RootScan scan(root(), {});
  EXPECT_EQ(names(scan), Names{"a.md"});
  std::filesystem::remove(path("a.md"));
  std::filesystem::create_symlink("/etc/passwd", path("a.md"));
  EXPECT_FALSE(scan.read(scan.files().front(), 1000).problem.empty());
}

TEST_F(Scanning, OneFileIsARootToo) {
  put("a.md");
  put("b.md");
  RootScan scan(path("a.md"), {});
  EXPECT_EQ(names(scan), Names{"a.md"});
  EXPECT_EQ(scan.files().front().path, path("a.md"));
  EXPECT_EQ(scan.read(scan.files().front(), 1000).bytes, "text");
  EXPECT_NE(scan.read(scan.files().front(), 3).problem.find("larger"), std::string::npos);
}

TEST_F(Scanning, ARootThatIsGoneIsAnError) {
  EXPECT_THROW(RootScan(path("nowhere"), {}), Error);
}

}  // namespace

}  // namespace hearth::memory
