#include "domain/run.h"

#include <gtest/gtest.h>

#include "base/error.h"

namespace hearth {
namespace {

constexpr RunState every_state[] = {RunState::queued,     RunState::running, RunState::waiting_approval,
                                    RunState::finished,   RunState::failed,  RunState::cancelled,
                                    RunState::interrupted};

TEST(RunState, EveryWordIsReadBack) {
  for (RunState state : every_state) EXPECT_EQ(run_state_from(to_string(state)), state);
  EXPECT_THROW(run_state_from("done"), Error);
}

TEST(RunState, ThreeStatesAreNotFinal) {
  for (RunState state : every_state) {
    bool open = state == RunState::queued || state == RunState::running || state == RunState::waiting_approval;
    EXPECT_EQ(is_final(state), !open) << to_string(state);
  }
}

TEST(Approval, EveryWordIsReadBack) {
  for (Approval approval : {Approval::once, Approval::session, Approval::always, Approval::deny}) {
    EXPECT_EQ(approval_from(to_string(approval)), approval);
  }
}

TEST(Approval, AnUnknownWordIsTheCallersAndNamesTheFour) {
  try {
    approval_from("yes");
    FAIL() << "nothing was thrown";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), Code::invalid_argument);
    EXPECT_NE(std::string(error.what()).find("once, session, always or deny"), std::string::npos);
  }
}

}  // namespace
}  // namespace hearth
