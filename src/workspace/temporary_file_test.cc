#include "workspace/temporary_file.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cerrno>
#include <filesystem>
#include <string>

#include "base/error.h"
#include "workspace/recording_sink.h"

namespace hearth::workspace {
namespace {

class TemporaryFileTest : public testing::Test {
 protected:
  std::vector<std::string> names() {
    std::vector<std::string> found;
    for (const auto& entry : std::filesystem::directory_iterator(folder_.path()))
      found.push_back(entry.path().filename());
    return found;
  }

  TemporaryFolder folder_;
  Fd directory_{::open(folder_.path().c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC)};
};

TEST_F(TemporaryFileTest, IsHiddenUntilPlaced) {
  TemporaryFile file(directory_.get(), "name");
  file.write("text");
  file.sync();
  ASSERT_EQ(names().size(), 1U);
  EXPECT_EQ(names()[0].rfind(temporary_prefix, 0), 0U);
  file.place("name", TemporaryFile::Existing::refuse);
  EXPECT_EQ(names(), std::vector<std::string>{"name"});
  EXPECT_EQ(get(folder_ / "name"), "text");
}

TEST_F(TemporaryFileTest, LeavesNothingWhenItIsNotPlaced) {
  { TemporaryFile file(directory_.get(), "name"); }
  EXPECT_TRUE(names().empty());
}

TEST_F(TemporaryFileTest, ReplacesOnlyWhenTold) {
  put(folder_ / "name", "old");
  {
    TemporaryFile file(directory_.get(), "name");
    file.write("new");
    EXPECT_THROW(file.place("name", TemporaryFile::Existing::refuse), Error);
  }
  EXPECT_EQ(get(folder_ / "name"), "old");
  TemporaryFile file(directory_.get(), "name");
  file.write("new");
  file.place("name", TemporaryFile::Existing::replace);
  EXPECT_EQ(get(folder_ / "name"), "new");
  EXPECT_EQ(names().size(), 1U);
}

TEST_F(TemporaryFileTest, ImitatesPermissionsButNotSetUserId) {
  struct stat like {};
  like.st_mode = S_IFREG | 04751;
  like.st_uid = ::geteuid();
  like.st_gid = ::getegid();
  TemporaryFile file(directory_.get(), "name");
  file.imitate(like);
  file.place("name", TemporaryFile::Existing::refuse);
  struct stat info {};
  ASSERT_EQ(::stat((folder_ / "name").c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 07777U, 0751U);
}

TEST_F(TemporaryFileTest, RenameWithoutReplacingSaysWhy) {
  put(folder_ / "a", "1");
  put(folder_ / "b", "2");
  int here = directory_.get();
  EXPECT_EQ(rename_without_replacing(here, "a", here, "b"), EEXIST);
  EXPECT_EQ(rename_without_replacing(here, "absent", here, "c"), ENOENT);
  EXPECT_EQ(rename_without_replacing(here, "a", here, "c"), 0);
  EXPECT_EQ(get(folder_ / "c"), "1");
}

}  // namespace
}  // namespace hearth::workspace
