#include "agent/recovery.h"

#include <gtest/gtest.h>

#include <fstream>

#include "agent/agent_fixture.h"
#include "base/crypto.h"
#include "store/file_history.h"

namespace hearth::agent {
namespace {

// Builds by hand what a killed sidecar leaves behind: a run with a write call in the state `started`.
class RecoveryTest : public AgentFixture {
 protected:
  RecoveryTest() {
    Message call = calls({Block::make_tool_use("1", "poke", R"({"path":"a.txt"})")});
    store_->write([&](store::Write& write) {
      task_ = store::add_task(write, {session_, "t", json::object(), 1});
      run_ = store::add_run(write, task_, session_, "script", 1);
      store::add_message(write, {session_, run_, user_message("go"), 1});
      store::add_message(write, {session_, run_, call, 1});
      store::add_tool_call(write, run_,
                           {"1", "poke", Effect::write, {{"path", "a.txt"}}, store::CallState::requested, {}});
      store::set_tool_call_state(write, run_, "1", store::CallState::started, 1);
      store::set_run_state(write, run_, RunState::running, 1);
    });
  }
  void intend(const std::string& content_after) {
    store_->write([&](store::Write& write) {
      store::FileEventScope scope{store::workspace_id(write, workspace_, 1), run_, task_, session_};
      FileChange change;
      change.action = FileAction::modify;
      change.path = "a.txt";
      change.hash_before = sha256_hex("old");
      change.hash_after = sha256_hex(content_after);
      store::add_file_change(write, scope, "1", change, 1);
    });
  }
  void put(const std::string& content) { std::ofstream(workspace_ + "/a.txt") << content; }
  store::ToolCallRecord call() {
    return store_->read([&](db::Connection& connection) { return store::tool_calls(connection, run_); }).front();
  }
  TaskId task_;
  RunId run_;
};

TEST_F(RecoveryTest, AChangeThatWasMadeIsNotMadeAgain) {
  intend("new");
  put("new");
  ASSERT_EQ(recover(*store_).size(), 1u);
  EXPECT_EQ(call().state, store::CallState::finished);
  EXPECT_TRUE(store_->read(store::unsettled_changes).empty());
}

TEST_F(RecoveryTest, AChangeThatWasNotMadeIsMadeWhenTheRunGoesOn) {
  intend("new");
  put("old");
  std::atomic<int> called = 0;
  write_body_ = [&](const std::string&, const json&, std::stop_token) {
    ++called;
    return ToolResult{};
  };
  EXPECT_EQ(wait_until_ended(run_).state, RunState::finished);
  EXPECT_EQ(called, 1);
  EXPECT_TRUE(store_->read(store::unsettled_changes).empty());
}

TEST_F(RecoveryTest, ACallThatRecordedNoChangeMadeNone) {
  EXPECT_EQ(recover(*store_).size(), 1u);
  EXPECT_EQ(call().state, store::CallState::started);
}

TEST_F(RecoveryTest, AFileThatSomebodyElseChangedSinceEndsTheRunAsInterrupted) {
  intend("new");
  put("theirs");
  EXPECT_TRUE(recover(*store_).empty());
  EXPECT_EQ(run_of(run_).state, RunState::interrupted);
  EXPECT_EQ(types(run_), (std::vector<std::string>{"run.interrupted"}));
  EXPECT_TRUE(store_->read(store::unsettled_changes).empty());
}

TEST_F(RecoveryTest, ARunThatIsCutOffAgainAndAgainIsGivenUp) {
  store_->write(
      [&](store::Write& write) { store::set_tool_call_state(write, run_, "1", store::CallState::approved, 1); });
  for (int i = 0; i < 3; ++i) EXPECT_EQ(recover(*store_).size(), 1u);
  EXPECT_TRUE(recover(*store_).empty());
  EXPECT_EQ(run_of(run_).state, RunState::interrupted);
}

}  // namespace
}  // namespace hearth::agent
