#include "sandbox/mount_check.h"

#include <gtest/gtest.h>

#include "base/error.h"

namespace hearth::sandbox {
namespace {

constexpr std::string_view table =
    "66 42 0:41 /newroot / ro,nosuid - tmpfs tmpfs rw\n"
    "67 66 254:0 /usr /usr ro,nosuid,nodev - ext4 /dev/vda rw\n"
    "68 66 0:42 / /proc rw,nosuid - proc proc rw\n"
    "70 66 0:6 /null /dev/null rw - devtmpfs devtmpfs rw\n"
    "79 66 254:0 /w /w\\040s rw,nosuid - ext4 /dev/vda rw\n";

std::vector<PlannedMount> plan() {
  FileIdentity any{1, 1};
  return {{"/", Access::read}, {"/usr", Access::read, any}, {"/proc", Access::write}, {"/w s", Access::write, any}};
}

void check(const std::vector<PlannedMount>& planned, const std::string& more = "",
           const std::vector<MountLine>& host = {}) {
  check_mounts(planned, parse_mountinfo(std::string(table) + more), host);
}

TEST(MountCheck, TakesWhatWasPlanned) {
  EXPECT_NO_THROW(check(plan()));
}

TEST(MountCheck, NoticesAMissingMount) {
  std::vector<PlannedMount> planned = plan();
  planned.push_back({"/w s/.git/hooks", Access::read, FileIdentity{1, 2}});
  EXPECT_THROW(check(planned), Error);
}

TEST(MountCheck, NoticesAMountThatNobodyPlanned) {
  EXPECT_THROW(check(plan(), "80 66 0:50 / /home rw - tmpfs tmpfs rw\n"), Error);
  EXPECT_THROW(check(plan(), "80 66 0:50 / /w\\040s/x rw - tmpfs tmpfs rw\n"), Error);
}

TEST(MountCheck, NoticesAWritableMountThatShouldNotBe) {
  std::vector<PlannedMount> planned = plan();
  planned.back().access = Access::read;
  EXPECT_THROW(check(planned), Error);
}

TEST(MountCheck, TakesWhatIsMountedInAGrantOnTheHost) {
  EXPECT_NO_THROW(check(plan(), "80 66 0:50 / /w\\040s/x rw - tmpfs tmpfs rw\n", {{"/w s/x", Access::write}}));
}

}  // namespace
}  // namespace hearth::sandbox
