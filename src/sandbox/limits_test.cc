// What a box may use up, and that nothing of it is left afterwards.
#include <gtest/gtest.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <filesystem>
#include <thread>

#include "base/stop.h"
#include "sandbox/boxed_test.h"

namespace hearth::sandbox {
namespace {

using namespace std::chrono_literals;
using std::chrono::steady_clock;

class BoxLimits : public BoxedTest {
 protected:
  static bool is_running(const std::string& argument) {
    for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
      if (hearth::workspace::get(entry.path() / "cmdline").find(argument) != std::string::npos) return true;
    }
    return false;
  }
  static bool ends_within(std::chrono::milliseconds patience, const std::string& argument) {
    for (auto end = steady_clock::now() + patience; steady_clock::now() < end;) {
      if (!is_running(argument)) return true;
    }
    return false;
  }
};

TEST_F(BoxLimits, WhatACommandLeavesBehindEndsWithIt) {
  Ran ran = shell("setsid sleep 301.71 & (setsid sh -c 'sleep 301.71; true' &) ; sleep 0.1; echo done");
  EXPECT_EQ(ran.output, "done\n");
  EXPECT_FALSE(is_running("301.71"));
}

TEST_F(BoxLimits, TheBoxEndsWithHearth) {
  int ready[2];
  ASSERT_EQ(::pipe(ready), 0);
  pid_t hearth = ::fork();
  if (hearth == 0) {
    Box box = sandbox().start(policy(), {"/bin/sh", "-c", "setsid sleep 302.71 & exec sleep 302.71"}, {}, {});
    [[maybe_unused]] ssize_t told = ::write(ready[1], "x", 1);
    for (;;) ::pause();
  }
  ::close(ready[1]);
  char told = 0;
  ASSERT_EQ(::read(ready[0], &told, 1), 1);
  ::kill(hearth, SIGKILL);
  ::waitpid(hearth, nullptr, 0);
  EXPECT_TRUE(ends_within(2s, "302.71"));
}

TEST_F(BoxLimits, TheBoxOutlivesTheThreadThatStartedIt) {
  std::unique_ptr<Box> box;
  std::jthread([&] {
    box = std::make_unique<Box>(sandbox().start(policy(), {"/bin/sleep", "303.71"}, {}, {}));
  }).join();
  EXPECT_FALSE(box->wait_until(steady_clock::now() + 300ms, {}));
  box.reset();
  EXPECT_FALSE(is_running("303.71"));
}

TEST_F(BoxLimits, TimeRunsOut) {
  Policy policy = this->policy();
  policy.limits.wall = 500ms;
  auto began = steady_clock::now();
  Ran ran = run(policy, {"/bin/sh", "-c", "trap '' TERM INT HUP; sleep 304.71 & while :; do sleep 304.71; done"});
  EXPECT_EQ(ran.outcome.end, Outcome::End::timed_out);
  EXPECT_LT(steady_clock::now() - began, 3s);
  EXPECT_FALSE(is_running("304.71"));
}

TEST_F(BoxLimits, OutputIsCutOff) {
  Policy policy = this->policy();
  policy.limits.wall = 500ms;
  policy.limits.output_bytes = 10'000;
  Ran ran = run(policy, {"/usr/bin/yes"});
  EXPECT_EQ(ran.output.size(), 10'000U);
  EXPECT_TRUE(ran.outcome.cut_off);
}

TEST_F(BoxLimits, SilenceIsTimedToo) {
  Policy policy = this->policy();
  policy.limits.wall = 500ms;
  EXPECT_EQ(run(policy, {"/bin/sh", "-c", "exec >&- 2>&-; exec sleep 305.71"}).outcome.end, Outcome::End::timed_out);
  EXPECT_FALSE(is_running("305.71"));
}

TEST_F(BoxLimits, ACommandCanBeStopped) {
  std::stop_source stop;
  std::string output;
  RunInput input;
  input.on_output = [&](std::string_view chunk) {
    output += chunk;
    stop.request_stop();
  };
  Outcome outcome =
      sandbox().run(policy(), {"/bin/sh", "-c", "echo 1 > f; echo up; exec sleep 306.71"}, input, stop.get_token());
  EXPECT_EQ(outcome.end, Outcome::End::cancelled);
  EXPECT_EQ(outcome.report.changed.size(), 1U);
  EXPECT_FALSE(is_running("306.71"));
  EXPECT_THROW(sandbox().run(policy(), {"/bin/true"}, {}, stop.get_token()), Cancelled);
}

TEST_F(BoxLimits, InputAndOrderOfOutput) {
  RunInput input;
  std::string output;
  input.text = std::string(300'000, 'x');
  input.on_output = [&](std::string_view chunk) { output += chunk; };
  sandbox().run(policy(), {"/bin/sh", "-c", "wc -c; echo 1; echo 2 >&2; echo 3"}, input, {});
  EXPECT_EQ(output, "300000\n1\n2\n3\n");
}

TEST_F(BoxLimits, ResourcesRunOut) {
  Policy policy = this->policy();
  policy.limits.wall = 20s;
  policy.limits.processes = 40;
  policy.limits.memory_bytes = 500 << 20;
  policy.limits.file_bytes = 1 << 20;
  policy.limits.temporary_bytes = 2 << 20;
  policy.limits.open_files = 32;
  auto fails = [&](const std::string& script) {
    Ran ran = run(policy, {"/bin/bash", "-c", script});
    EXPECT_NE(ran.outcome.exit_code, 0) << script << ran.output;
    EXPECT_EQ(ran.outcome.end, Outcome::End::exited) << script;
    return ran.output;
  };
  EXPECT_NE(
      fails("exec python3 -c 'import os,time\nfor _ in range(60): os.fork() or time.sleep(307.71)'").find("Resource"),
      std::string::npos);
  fails("python3 -c 'b = bytearray(8 << 30)'");
  fails("head -c 2000000 /dev/zero > big");
  for (std::string place : {"/tmp", "/dev/shm", "$HOME"}) {
    EXPECT_NE(
        fails("for i in 1 2 3 4; do head -c 900000 /dev/zero > " + place + "/$i || exit 1; done").find("No space"),
        std::string::npos);
  }
  fails("python3 -c 'files = [open(\"/dev/null\") for _ in range(40)]'");
  fails("ulimit -n 4096");
  EXPECT_FALSE(is_running("307.71"));
  // Another box has limits of its own.
  EXPECT_EQ(shell("for i in 1 2 3; do true & done; wait; echo fine").output, "fine\n");
}

TEST_F(BoxLimits, ProcessorTimeRunsOut) {
  Policy policy = this->policy();
  policy.limits.cpu_seconds = 1;
  EXPECT_EQ(run(policy, {"/bin/sh", "-c", "while :; do :; done"}).outcome.exit_code, 128 + SIGKILL);
}

TEST_F(BoxLimits, WritersWaitForEachOther) {
  sandbox();  // made before two threads ask for it
  std::jthread first([&] { shell("touch started; sleep 0.5; echo first > last"); });
  while (!std::filesystem::exists(workspace() + "/started")) continue;
  Policy reading = policy();
  reading.workspace->access = Access::read;
  EXPECT_EQ(run(reading, {"/bin/sh", "-c", "test -e last || echo beside"}).output, "beside\n");
  EXPECT_EQ(shell("cat last").output, "first\n");
}

}  // namespace
}  // namespace hearth::sandbox
