#include "workspace/ignored_names.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>

#include "base/fd.h"
#include "workspace/recording_sink.h"

namespace hearth::workspace {
namespace {

class IgnoredNamesTest : public testing::Test {
 protected:
  // What a walk sees that leaves out what is ignored.
  std::vector<std::string> seen() {
    Fd top(::open(folder_.path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    IgnoredNames ignored(top.get());
    std::vector<std::string> paths;
    auto visitor = [&](const WalkEntry& entry) {
      if (ignored.hold(entry)) return Visit::pass_over;
      if (entry.kind != FileKind::directory && !entry.path.ends_with(".gitignore")) paths.push_back(entry.path);
      return Visit::go_on;
    };
    walk_directory(top.get(), ".", {}, visitor, {});
    return paths;
  }
  void files(const std::vector<const char*>& paths) {
    for (const char* path : paths) put(folder_ / path, "");
  }
  using Paths = std::vector<std::string>;
  TemporaryFolder folder_;
};

TEST_F(IgnoredNamesTest, AreThoseOfTheWholeTree) {
  files({"a.o", "b.c", "sub/a.o", "dist/x.js", "sub/dist/x.js", "sub/dist.md"});
  EXPECT_EQ(seen().size(), 6u);
  put(folder_ / ".gitignore", "# made\n\n*.o  \r\ndist/\n");
  EXPECT_EQ(seen(), (Paths{"b.c", "sub/dist.md"}));
}

TEST_F(IgnoredNamesTest, MayMeanOnePlace) {
  files({"out/a", "sub/out/a", "doc/x/y.pdf", "doc/x.pdf", "sub/doc/x.pdf", "deep/1/2/tmp"});
  put(folder_ / ".gitignore", "/out\ndoc/*.pdf\ndeep/**/tmp\n");
  EXPECT_EQ(seen(), (Paths{"doc/x/y.pdf", "sub/doc/x.pdf", "sub/out/a"}));
}

TEST_F(IgnoredNamesTest, AreTakenBackByLaterLinesAndDeeperFiles) {
  files({"a.log", "keep.log", "sub/b.log", "sub/c.txt", "other/c.txt", "gone/keep.log"});
  put(folder_ / ".gitignore", "*.log\n!keep.log\ngone\n");
  put(folder_ / "sub/.gitignore", "!b.log\nc.txt\n");
  EXPECT_EQ(seen(), (Paths{"keep.log", "other/c.txt", "sub/b.log"}));
}

TEST_F(IgnoredNamesTest, AreReadAsGitReadsThem) {
  files({"{a,b}", "a", "#x", "!y", "z "});
  put(folder_ / ".gitignore", "{a,b}\n\\#x\n\\!y\nz\\ \n/\n");
  EXPECT_EQ(seen(), (Paths{"a"}));
}

TEST_F(IgnoredNamesTest, AreNotReadThroughALinkOrFromAPipe) {
  files({"a.o", "sub/b.o"});
  put(folder_ / "rules", "*.o\n");
  std::filesystem::create_symlink("rules", folder_ / ".gitignore");
  ASSERT_EQ(::mkfifo((folder_ / "sub/.gitignore").c_str(), 0600), 0);
  EXPECT_EQ(seen(), (Paths{"a.o", "rules", "sub/b.o"}));
}

}  // namespace
}  // namespace hearth::workspace
