#include "base/log.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <stdlib.h>
#include <sys/stat.h>

#include <filesystem>
#include <string>

#include "base/error.h"
#include "base/fd.h"

namespace hearth {
namespace {

TEST(Log, GoesToAFileThatOnlyItsOwnerReads) {
  char folder[] = "/tmp/hearth-log-XXXXXX";
  ASSERT_NE(::mkdtemp(folder), nullptr);
  std::string path = std::string(folder) + "/hearth.log";
  mode_t old_mask = ::umask(0);
  log::start(path, log::Level::info);
  ::umask(old_mask);
  log::info("listening on {}", 7);
  log::debug("not {}", "written");

  struct stat info {};
  ASSERT_EQ(::stat(path.c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777, 0600u);
  std::string text = read_all(Fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC)).get(), 10'000, path);
  EXPECT_NE(text.find("listening on 7"), std::string::npos);
  EXPECT_EQ(text.find("written"), std::string::npos);
  std::filesystem::remove_all(folder);
}

TEST(Log, AFolderThatIsNotThereIsAnError) {
  EXPECT_THROW(log::start("/proc/nowhere/hearth.log", log::Level::info), Error);
}

}  // namespace
}  // namespace hearth
