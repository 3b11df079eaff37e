#include "memory/documents/watcher.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <filesystem>

#include "workspace/recording_sink.h"

namespace hearth::memory {

namespace {

class Watching : public testing::Test {
 protected:
  bool awaits(DocumentRootId id) {
    auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    return seen_.wait_until(
        {}, deadline, [&](auto& seen) { return std::ranges::find(seen, id) != seen.end(); },
        [&](auto& seen) { std::erase(seen, id); });
  }
  workspace::TemporaryFolder folder_;
  Sync<std::vector<DocumentRootId>> seen_;
  RootWatcher watcher_{[this](DocumentRootId id) { seen_.update([&](auto& seen) { seen.push_back(id); }); },
                       [](DocumentRootId, const std::string&) {}};
};

TEST_F(Watching, TellsWhichRootChanged) {
  std::filesystem::create_directory(folder_ / "one");
  std::filesystem::create_directory(folder_ / "two");
  watcher_.watch({1}, folder_ / "one");
  watcher_.watch({2}, folder_ / "two");
  workspace::put(folder_ / "two/a.txt", "x");
  EXPECT_TRUE(awaits({2}));
  EXPECT_TRUE(seen_.with([](auto& seen) { return seen.empty(); }));
  workspace::put(folder_ / "one/a.txt", "x");
  EXPECT_TRUE(awaits({1}));
}

TEST_F(Watching, SeesARootComeBack) {
  std::filesystem::create_directory(folder_ / "one");
  watcher_.watch({1}, folder_ / "one");
  std::filesystem::remove(folder_ / "one");
  EXPECT_TRUE(awaits({1}));
  std::filesystem::create_directory(folder_ / "one");
  EXPECT_TRUE(awaits({1}));
  workspace::put(folder_ / "one/a.txt", "x");
  EXPECT_TRUE(awaits({1}));
}

TEST_F(Watching, OfAFileOnlyTheFileCounts) {
  workspace::put(folder_ / "a.txt", "x");
  watcher_.watch({1}, folder_ / "a.txt");
  watcher_.watch({2}, std::filesystem::path(folder_ / "a.txt").parent_path());
  workspace::put(folder_ / "b.txt", "x");
  EXPECT_TRUE(awaits({2}));
  EXPECT_TRUE(seen_.with([](auto& seen) { return seen.empty(); }));
  workspace::put(folder_ / "a.txt", "y");
  EXPECT_TRUE(awaits({1}));
  watcher_.unwatch({1});
  watcher_.unwatch({2});
}

}  // namespace

}  // namespace hearth::memory
