// The second-best level: behind Landlock and the system call filter, where there is no bubblewrap. Never for root.
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <filesystem>

#include "base/error.h"
#include "sandbox/boxed_test.h"
#include "sandbox/temporary_folder.h"

namespace hearth::sandbox {
namespace {

using namespace std::chrono_literals;

class Reduced : public BoxedTest {
 protected:
  void SetUp() override {
    BoxedTest::SetUp();
    sandbox_ = std::make_unique<Sandbox>(Options{.bwrap = "/nonexistent/bwrap",
                                                 .box_program = folder_ / "hearth-box",
                                                 .state_folder = folder_ / "state",
                                                 .forbidden = {folder_ / "state"}});
  }
  Ran accepted(const std::string& script, std::chrono::milliseconds wall = 20s) {
    Policy policy = this->policy();
    policy.fallback = Fallback::landlock;
    policy.limits.wall = wall;
    policy.limits.processes = 100'000;  // of all of the user's, here
    return run(policy, {"/bin/sh", "-c", script});
  }
  static bool is_running(const std::string& argument) {
    for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
      if (hearth::workspace::get(entry.path() / "cmdline").find(argument) != std::string::npos) return true;
    }
    return false;
  }
};

TEST_F(Reduced, OnlyWhereItWasAccepted) {
  EXPECT_THROW(shell("true"), Error);
}

TEST_F(Reduced, NeverForRoot) {
  if (::geteuid() != 0) return;
  EXPECT_THROW(accepted("true"), Error);
}

TEST_F(Reduced, ChangesWhatIsThereAndNothingElse) {
  if (::geteuid() == 0) return;  // run as an ordinary user by AsAnOrdinaryUser
  put("folder/file", "1");
  put("file", "1");
  put(".envrc", "1");
  put("../outside", "canary");
  std::filesystem::create_symlink(folder_ / "outside", workspace() + "/link");
  Ran ran = accepted("echo 2 > file && echo 2 > folder/new && echo x > $TMPDIR/x && echo x > $HOME/y && cat file");
  EXPECT_EQ(ran.outcome.exit_code, 0) << ran.output;
  EXPECT_EQ(ran.outcome.walls, Walls::reduced);
  EXPECT_EQ(ran.output, "2\n");
  EXPECT_EQ(ran.outcome.report.changed.size(), 2U);
  for (std::string attempt :
       {"echo x > new", "echo x > .envrc", "mkdir .vscode", "echo x > ../outside", "cat ../outside", "cat link",
        "echo x > link", "echo x > /tmp/hearth-reduced-test", "ls /", "ls ..", "cat /proc/1/environ", "mv file .git",
        "python3 -c 'import socket; socket.socket()'", "python3 -c 'import socket; socket.socketpair()'",
        "unshare -Ur true", "chmod u+s file"}) {
    EXPECT_NE(accepted(attempt).outcome.exit_code, 0) << attempt;
  }
  EXPECT_EQ(hearth::workspace::get(folder_ / "outside"), "canary");
}

TEST_F(Reduced, NothingIsLeft) {
  if (::geteuid() == 0) return;
  EXPECT_EQ(
      accepted("setsid sleep 311.71 & (setsid sh -c 'sleep 311.71; true' &); sleep 0.1; exit 3").outcome.exit_code, 3);
  EXPECT_FALSE(is_running("311.71"));
  EXPECT_EQ(accepted("trap '' TERM; setsid sleep 312.71 & while :; do sleep 312.71; done", 500ms).outcome.end,
            Outcome::End::timed_out);
  EXPECT_FALSE(is_running("312.71"));
  for (const auto& entry : std::filesystem::directory_iterator(folder_ / "state")) {
    EXPECT_FALSE(entry.path().filename().string().starts_with("temporary-")) << entry.path();
  }
}

TEST_F(Reduced, EndsWithHearth) {
  if (::geteuid() == 0) return;
  sandbox_.reset();  // its thread may hold the allocator's lock, which the child would wait for
  int ready[2];
  ASSERT_EQ(::pipe(ready), 0);
  pid_t hearth = ::fork();
  if (hearth == 0) {
    Sandbox own(
        {.bwrap = "/nonexistent/bwrap", .box_program = folder_ / "hearth-box", .state_folder = folder_ / "state"});
    Policy policy = this->policy();
    policy.fallback = Fallback::landlock;
    policy.limits.processes = 100'000;
    Box box = own.start(policy, {"/bin/sh", "-c", "setsid sleep 313.71 & exec sleep 313.71"}, {}, {});
    [[maybe_unused]] ssize_t told = ::write(ready[1], "x", 1);
    for (;;) ::pause();
  }
  ::close(ready[1]);
  char told = 0;
  ASSERT_EQ(::read(ready[0], &told, 1), 1);
  ::kill(hearth, SIGKILL);
  ::waitpid(hearth, nullptr, 0);
  bool gone = false;
  for (auto end = std::chrono::steady_clock::now() + 2s; !gone && std::chrono::steady_clock::now() < end;) {
    gone = !is_running("313.71");
  }
  EXPECT_TRUE(gone);
  remove_leftover_folders(folder_ / "state");
  EXPECT_TRUE(std::none_of(std::filesystem::directory_iterator(folder_ / "state"), {}, [](const auto& entry) {
    return entry.path().filename().string().starts_with("temporary-");
  }));
}

TEST_F(Reduced, SaysWhatItCannotDo) {
  if (::geteuid() == 0) return;
  Policy policy = this->policy();
  policy.fallback = Fallback::landlock;
  policy.network = Network::proxy;
  EXPECT_THROW(sandbox().run(policy, {"/bin/true"}, {}, {}), Error);
  policy.network = Network::none;
  EXPECT_THROW(sandbox().run(policy, {"/nonexistent"}, {}, {}), Error);
}

}  // namespace
}  // namespace hearth::sandbox
