#include "sandbox/launcher.h"

#include <gtest/gtest.h>

#include "base/error.h"
#include "sandbox/boxed_test.h"

namespace hearth::sandbox {
namespace {

using Launcher = BoxedTest;

TEST_F(Launcher, RunsACommandInTheWorkspace) {
  put("file.txt", "hello");
  Ran ran = shell("cat file.txt && echo new > new.txt && id -u && pwd");
  EXPECT_EQ(ran.outcome.exit_code, 0) << ran.output;
  EXPECT_EQ(ran.output, "hello1000\n" + workspace() + "\n");
  EXPECT_EQ(get("new.txt"), "new\n");
}

TEST_F(Launcher, TellsHowTheCommandEnded) {
  EXPECT_EQ(shell("exit 7").outcome.exit_code, 7);
  EXPECT_EQ(shell("kill -TERM $$").outcome.exit_code, 128 + 15);
}

TEST_F(Launcher, SaysWhenThereIsNoSuchCommand) {
  EXPECT_THROW(sandbox().run(policy(), {"/nonexistent"}, {}, {}), Error);
}

}  // namespace
}  // namespace hearth::sandbox
