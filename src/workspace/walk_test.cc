#include "workspace/walk.h"

#include <fcntl.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "base/fd.h"
#include "base/stop.h"
#include "workspace/recording_sink.h"

namespace hearth::workspace {
namespace {

class WalkTest : public testing::Test {
 protected:
  WalkEnd walk(const WalkOptions& options = {}) {
    seen_.clear();
    Fd top(::open(folder_.path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    auto visitor = [&](const WalkEntry& entry) {
      seen_.push_back(entry.path);
      return seen_.size() == end_after_ ? Visit::end : Visit::go_on;
    };
    return walk_directory(top.get(), ".", options, visitor, stop_.get_token());
  }

  TemporaryFolder folder_;
  std::vector<std::string> seen_;
  std::size_t end_after_ = 0;
  std::stop_source stop_;
};

TEST_F(WalkTest, GoesDepthFirstInOrderOfNames) {
  put(folder_ / "b/two", "");
  put(folder_ / "b/one", "");
  put(folder_ / "a.txt", "");
  put(folder_ / ".hidden-file", "");
  EXPECT_EQ(walk(), WalkEnd::complete);
  EXPECT_EQ(seen_, (std::vector<std::string>{".hidden-file", "a.txt", "b", "b/one", "b/two"}));
}

TEST_F(WalkTest, PassesOverWhatIsUsuallyNotMeant) {
  for (std::string name : {".git", "node_modules", "build", ".cache", "__pycache__"}) put(folder_ / (name + "/x"), "");
  walk();
  EXPECT_EQ(seen_, (std::vector<std::string>{".cache", ".git", "__pycache__", "build", "node_modules"}));
  WalkOptions options;
  options.also_enter = {"build"};
  walk(options);
  EXPECT_EQ(seen_, (std::vector<std::string>{".cache", ".git", "__pycache__", "build", "build/x", "node_modules"}));
  options.scope = WalkOptions::Scope::everything;
  walk(options);
  EXPECT_EQ(seen_.size(), 10U);
}

TEST_F(WalkTest, DoesNotFollowLinks) {
  std::filesystem::create_symlink("..", folder_ / "up");
  std::filesystem::create_symlink(".", folder_ / "here");
  EXPECT_EQ(walk(), WalkEnd::complete);
  EXPECT_EQ(seen_, (std::vector<std::string>{"here", "up"}));
}

TEST_F(WalkTest, EndsAtItsLimits) {
  for (int i = 0; i < 20; ++i) put(folder_ / ("d" + std::to_string(i) + "/f"), "");
  WalkOptions options;
  options.max_entries = 40;
  EXPECT_EQ(walk(options), WalkEnd::complete);
  options.max_entries = 39;
  EXPECT_EQ(walk(options), WalkEnd::too_many);
  EXPECT_LE(seen_.size(), 39U);
  end_after_ = 3;
  EXPECT_EQ(walk(), WalkEnd::ended);
  EXPECT_EQ(seen_.size(), 3U);
}

TEST_F(WalkTest, SaysWhatItCouldNotSee) {
  std::string deep = folder_.path();
  for (int i = 0; i < 100; ++i) deep += "/d";
  std::filesystem::create_directories(deep);
  put(folder_ / "z", "");
  EXPECT_EQ(walk(), WalkEnd::incomplete);
  EXPECT_EQ(seen_.back(), "z");
}

TEST_F(WalkTest, StopsWhenToldTo) {
  put(folder_ / "a", "");
  stop_.request_stop();
  EXPECT_THROW(walk(), Cancelled);
}

}  // namespace
}  // namespace hearth::workspace
