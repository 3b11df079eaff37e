#include "cli/terminal/sigint_thread.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <csignal>

#include "base/sync.h"

namespace hearth::cli {
namespace {

void wait_for(const std::stop_token& stop) {
  Sync<bool> never(false);
  never.wait(
      stop, [](bool& happened) { return happened; }, [](bool&) {});
}

TEST(SigintThread, StopsTheTokenOncePerRearming) {
  Interruption interruption;
  SigintThread thread(interruption);
  std::stop_token first = interruption.token();
  ::kill(::getpid(), SIGINT);
  wait_for(first);
  EXPECT_TRUE(interruption.token().stop_requested());
  std::stop_token second = interruption.rearm();
  EXPECT_FALSE(second.stop_requested());
  ::kill(::getpid(), SIGINT);
  wait_for(second);
  EXPECT_TRUE(first.stop_requested());
}

}  // namespace
}  // namespace hearth::cli
