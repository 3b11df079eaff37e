// A folder that is swapped for a symbolic link to the outside, over and over, while it is read and written.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <stdio.h>  // NOLINT(modernize-deprecated-headers): renameat2

#include <filesystem>
#include <stop_token>
#include <string>
#include <thread>

#include "base/error.h"
#include "workspace/recording_sink.h"
#include "workspace/workspace.h"

namespace hearth::workspace {
namespace {

class Race : public testing::TestWithParam<Resolution> {};

INSTANTIATE_TEST_SUITE_P(BothWays, Race, testing::Values(Resolution::automatic, Resolution::component_walk),
                         [](const auto& each) { return each.param == Resolution::automatic ? "openat2" : "walk"; });

struct NullSink : FileEventSink {
  void files_read(const std::string&, const std::vector<FileRead>&) override {}
  FileEventId change_intended(const std::string&, const FileChange&) override { return {}; }
  void change_settled(FileEventId, ChangeOutcome) override {}
  void files_changed(const std::string&, const std::vector<FileChange>&) override {}
};

TEST_P(Race, ASwappedFolderNeverLeadsOut) {
  TemporaryFolder folder;
  put(folder / "ws/race/secret", "inside");
  put(folder / "outside/secret", "canary");
  std::filesystem::create_symlink(folder / "outside", folder / "ws/other");
  NullSink sink;
  Workspace workspace(folder / "ws", sink, {{}, GetParam()});

  std::jthread flipper([&](const std::stop_token& stop) {
    std::string a = folder / "ws/race";
    std::string b = folder / "ws/other";
    while (!stop.stop_requested()) ::renameat2(AT_FDCWD, a.c_str(), AT_FDCWD, b.c_str(), RENAME_EXCHANGE);
  });
  constexpr int operations = 20'000;
  int outside = 0, inside = 0, refused = 0;
  for (int i = 0; i < operations; ++i) {
    try {
      // Writes cost two syncs each, so they are the smaller part.
      if (i % 20 == 0) {
        workspace.write("c", "race/secret", "inside", {});
      } else if (i % 2 == 0) {
        workspace.list("race");
      } else {
        (workspace.read("c", "race/secret").bytes == "canary" ? outside : inside) += 1;
      }
    } catch (const Error&) {
      ++refused;
    }
  }
  flipper.request_stop();
  flipper.join();
  EXPECT_EQ(outside, 0);
  EXPECT_EQ(get(folder / "outside/secret"), "canary");
  auto entries = std::filesystem::directory_iterator(folder / "outside");
  EXPECT_EQ(std::distance(begin(entries), end(entries)), 1);
  // The race was run: both sides of it were seen.
  EXPECT_GT(inside, 0);
  EXPECT_GT(refused, 0);
}

}  // namespace
}  // namespace hearth::workspace
