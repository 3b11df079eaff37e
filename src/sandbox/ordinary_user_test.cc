// When root runs the tests, all of them run once more as an ordinary user: both ways to a box must hold alike.
#include <fcntl.h>
#include <grp.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>

#include "base/fd.h"
#include "sandbox/boxed_test.h"

namespace hearth::sandbox {
namespace {

TEST(AsAnOrdinaryUser, EverythingHolds) {
  if (::geteuid() != 0) return;  // then every other test here has run as one
  hearth::workspace::TemporaryFolder folder;
  std::filesystem::permissions(folder.path(), std::filesystem::perms(0755));
  std::filesystem::copy_file(box_program(), folder / "hearth-box");
  Fd self(::open("/proc/self/exe", O_RDONLY));
  pid_t child = ::fork();
  if (child == 0) {
    constexpr uid_t ordinary = 2001;
    ::setenv("HEARTH_BOX_PROGRAM", (folder / "hearth-box").c_str(), 1);
    if (::setgroups(0, nullptr) != 0 || ::setgid(ordinary) != 0 || ::setuid(ordinary) != 0 || ::chdir("/") != 0) {
      ::_exit(100);
    }
    // By descriptor: the folder of the build may be closed to others.
    std::string name = "sandbox_test";
    std::string filter = "--gtest_filter=-AsAnOrdinaryUser.*";
    std::string brief = "--gtest_brief=1";
    char* argv[] = {name.data(), filter.data(), brief.data(), nullptr};
    ::fexecve(self.get(), argv, environ);
    ::_exit(101);
  }
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0) << status;
}

}  // namespace
}  // namespace hearth::sandbox
