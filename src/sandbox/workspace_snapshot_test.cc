#include "sandbox/workspace_snapshot.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>

#include "base/fd.h"
#include "base/stop.h"
#include "workspace/recording_sink.h"

namespace hearth::sandbox {
namespace {

using workspace::put;
using workspace::TemporaryFolder;

Snapshot look_at(const std::string& path, std::size_t most = 1000) {
  Fd folder(::open(path.c_str(), O_PATH | O_CLOEXEC));
  return take_snapshot(folder.get(), most, {});
}

TEST(Snapshot, HoldsEveryNameButWhatIsInsideGit) {
  TemporaryFolder folder;
  put(folder / "a/b.txt", "1");
  put(folder / "a.txt", "1");
  put(folder / ".git/HEAD", "1");
  put(folder / "sub/.GIT/config", "1");
  std::filesystem::create_directory_symlink("a", folder / "link");
  std::string names;
  for (const SnapshotEntry& entry : look_at(folder.path()).entries) names += entry.path + " ";
  EXPECT_EQ(names, ".git a a.txt a/b.txt link sub sub/.GIT ");
}

TEST(Snapshot, SaysWhenThereIsTooMuch) {
  TemporaryFolder folder;
  for (int i = 0; i < 5; ++i) put(folder / std::to_string(i), "");
  EXPECT_EQ(look_at(folder.path(), 5).extent, Snapshot::Extent::complete);
  EXPECT_EQ(look_at(folder.path(), 4).extent, Snapshot::Extent::too_large);
}

TEST(Snapshot, CanBeStopped) {
  TemporaryFolder folder;
  std::stop_source stop;
  stop.request_stop();
  Fd opened(::open(folder.path().c_str(), O_PATH | O_CLOEXEC));
  EXPECT_THROW(take_snapshot(opened.get(), 10, stop.get_token()), Cancelled);
}

TEST(Snapshot, TellsAContentOfTheSameSizeAndTimeApart) {
  TemporaryFolder folder;
  put(folder / "f", "one");
  Snapshot before = look_at(folder.path());
  put(folder / "f", "two");
  timespec times[2] = {
      {before.entries[0].state.modified_ns / 1'000'000'000, before.entries[0].state.modified_ns % 1'000'000'000},
      {before.entries[0].state.modified_ns / 1'000'000'000, before.entries[0].state.modified_ns % 1'000'000'000}};
  ::utimensat(AT_FDCWD, (folder / "f").c_str(), times, 0);
  EXPECT_EQ(difference(before, look_at(folder.path())).size(), 1U);
}

TEST(Snapshot, AFolderChangesOnlyWithItsMode) {
  TemporaryFolder folder;
  put(folder / "a/f", "1");
  Snapshot before = look_at(folder.path());
  put(folder / "a/g", "1");
  EXPECT_EQ(difference(before, look_at(folder.path())).size(), 1U);
  std::filesystem::permissions(folder / "a", std::filesystem::perms(0700));
  EXPECT_EQ(difference(before, look_at(folder.path())).size(), 2U);
}

}  // namespace
}  // namespace hearth::sandbox
