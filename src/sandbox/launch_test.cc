#include "sandbox/launch.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include "base/error.h"
#include "sandbox/boxed_test.h"
#include "sandbox/command_spec.h"
#include "sandbox/grants.h"
#include "sandbox/system_call_filter.h"
#include "sandbox/system_view.h"

namespace hearth::sandbox {
namespace {

// A box around the workspace in which `pin` is guarded, as if it had become what it is after it was found.
class Launching : public BoxedTest {
 protected:
  void start(const std::string& pin) {
    std::vector<Grant> grants;
    grants.push_back(open_grant(*policy().workspace, {}));
    grants.push_back(open_grant({folder_ / "hearth-box", Access::read, ""}, {}));
    const Grant& whole = grants.front();
    const Grant& program = grants.back();
    SystemView system = look_at_system();
    std::string filter = compile_system_call_filter(Sockets::internet);
    constexpr std::int64_t temporary_bytes = 1 << 20;
    LaunchOrder order{"/usr/bin/bwrap",
                      program.path,
                      system,
                      filter,
                      {program.path, program_inside, Access::read, program.identity},
                      {{whole.path, whole.inside, whole.access, whole.identity},
                       {"", whole.inside + "/" + pin, Access::read, whole.identity}},
                      temporary_bytes,
                      full_spec(policy(), {"/bin/true"}, system, grants),
                      {}};
    LaunchThread thread;
    Box box = launch(thread, order, {});
  }
};

// bwrap before 0.12 makes the mount point at the end of the link: it has the machine's root at /oldroot.
TEST_F(Launching, ALinkInTheWayOfAMountIsNotFollowed) {
  std::filesystem::create_directory(folder_ / "outside");
  std::filesystem::create_symlink("/oldroot" + (folder_ / "outside"), workspace() + "/repository");
  try {
    start("repository/.git");
    FAIL() << "a box was made";
  } catch (const Error& error) {
    EXPECT_NE(std::string(error.what()).find("Too many levels of symbolic links"), std::string::npos) << error.what();
  }
  EXPECT_TRUE(std::filesystem::is_empty(folder_ / "outside"));
}

TEST_F(Launching, WhatHasGoneIsNotMadeAnew) {
  EXPECT_THROW(start("gone/.git"), Error);
  EXPECT_TRUE(std::filesystem::is_empty(workspace()));
}

}  // namespace
}  // namespace hearth::sandbox
