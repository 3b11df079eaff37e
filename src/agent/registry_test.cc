#include "agent/registry.h"

#include <gtest/gtest.h>

#include <semaphore>

#include "agent/agent_fixture.h"

namespace hearth::agent {
namespace {

class RegistryTest : public AgentFixture {
 protected:
  // A model that says when it is asked and hangs until it is stopped or released.
  void hang() {
    catalog_.script = [this](int, const ChatRequest&, const ChatSink&, std::stop_token stop) {
      asked_.release();
      if (!released_.wait(
              stop, [](bool& done) { return done; }, [](bool&) {}))
        throw Cancelled{};
      return says("released");
    };
  }
  void release() {
    released_.update([](bool& done) { done = true; });
  }
  std::counting_semaphore<> asked_{0};
  Sync<bool> released_{false};
};

TEST_F(RegistryTest, RefusesWhatCannotRun) {
  EXPECT_THROW(registry().start({session_, " \n", "script"}), Error);
  EXPECT_THROW(registry().start({session_, "x", "unknown"}), Error);
  EXPECT_THROW(registry().start({SessionId{999}, "x", "script"}), Error);
  SessionId homeless = store_->write([](store::Write& write) { return store::add_session(write, "t", {}, 1); });
  EXPECT_THROW(registry().start({homeless, "x", "script"}), Error);
  EXPECT_EQ(registry().active(), 0);
}

TEST_F(RegistryTest, CancelReachesAModelWithin100Ms) {
  hang();
  RunId id = start();
  asked_.acquire();
  auto before = std::chrono::steady_clock::now();
  registry().cancel(id);
  EXPECT_EQ(wait_until_ended(id).state, RunState::cancelled);
  EXPECT_LT(std::chrono::steady_clock::now() - before, std::chrono::milliseconds(100));
  EXPECT_EQ(types(id).back(), "run.cancelled");
}

TEST_F(RegistryTest, CancelReachesAWaitingApproval) {
  catalog_.script = [](int, const ChatRequest&, const ChatSink&, std::stop_token) {
    return calls({Block::make_tool_use("1", "poke", R"({"path":"a"})")});
  };
  RunId id = start();
  wait_for(id, "approval.requested");
  registry().cancel(id);
  EXPECT_EQ(wait_until_ended(id).state, RunState::cancelled);
}

TEST_F(RegistryTest, CancelReachesAQueuedRunAndItNeverStarts) {
  hang();
  registry(1);
  RunId first = start();
  asked_.acquire();
  RunId second = registry().start({add_session(), "later", "script"}).id;
  registry().cancel(second);
  EXPECT_EQ(wait_until_ended(second).state, RunState::cancelled);
  release();
  EXPECT_EQ(wait_until_ended(first).state, RunState::finished);
  EXPECT_EQ(types(second), (std::vector<std::string>{"run.queued", "run.cancelled"}));
}

TEST_F(RegistryTest, CancellingAnEndedRunChangesNothing) {
  RunId id = start();
  wait_until_ended(id);
  registry().cancel(id);
  EXPECT_EQ(run_of(id).state, RunState::finished);
  EXPECT_THROW(registry().cancel(RunId{999}), Error);
}

TEST_F(RegistryTest, OneRunAtATimePerSessionAndManyAcross) {
  hang();
  registry(3);
  RunId first = start("one");
  RunId second = start("two");
  RunId other = registry().start({add_session(), "elsewhere", "script"}).id;
  asked_.acquire();
  asked_.acquire();
  EXPECT_EQ(run_of(first).state, RunState::running);
  EXPECT_EQ(run_of(other).state, RunState::running);
  EXPECT_EQ(run_of(second).state, RunState::queued);
  release();
  EXPECT_EQ(wait_until_ended(second).state, RunState::finished);
}

TEST_F(RegistryTest, AShutdownLeavesTheRunOpenAndTheNextStartTakesItUp) {
  hang();
  RunId id = start();
  asked_.acquire();
  registry_.reset();
  EXPECT_EQ(run_of(id).state, RunState::running);
  release();
  registry();
  EXPECT_EQ(wait_until_ended(id).state, RunState::finished);
  EXPECT_EQ(run_of(id).resumes, 1);
}

TEST_F(RegistryTest, AnApprovalSurvivesAShutdown) {
  catalog_.script = [](int turn, const ChatRequest&, const ChatSink&, std::stop_token) {
    return turn == 0 ? calls({Block::make_tool_use("1", "poke", R"({"path":"a"})")}) : says("ok");
  };
  RunId id = start();
  wait_for(id, "approval.requested");
  registry_.reset();
  EXPECT_EQ(run_of(id).state, RunState::waiting_approval);
  registry();
  registry().decide(id, {"1", Approval::once, "", "", "test"});
  EXPECT_EQ(wait_until_ended(id).state, RunState::finished);
}

TEST_F(RegistryTest, ADecisionForAnEndedRunIsRefused) {
  catalog_.script = [](int, const ChatRequest&, const ChatSink&, std::stop_token) {
    return calls({Block::make_tool_use("1", "poke", R"({"path":"a"})")});
  };
  RunId id = start();
  wait_for(id, "approval.requested");
  registry().cancel(id);
  wait_until_ended(id);
  EXPECT_THROW(registry().decide(id, {"1", Approval::once, "", "", "test"}), Error);
  EXPECT_EQ(run_of(id).state, RunState::cancelled);
}

TEST_F(RegistryTest, DecidesOnlyWhatWaits) {
  catalog_.script = [](int turn, const ChatRequest&, const ChatSink&, std::stop_token) {
    return turn == 0 ? calls({Block::make_tool_use("1", "poke", R"({"path":"a"})")}) : says("ok");
  };
  RunId id = start();
  wait_for(id, "approval.requested");
  EXPECT_THROW(registry().decide(id, {"none", Approval::once, "", "", "test"}), Error);
  EXPECT_THROW(registry().decide(id, {"1", Approval::always, "", "", "test"}), Error);
  registry().decide(id, {"1", Approval::deny, "", "", "test"});
  EXPECT_THROW(registry().decide(id, {"1", Approval::once, "", "", "test"}), Error);
  wait_until_ended(id);
}

}  // namespace
}  // namespace hearth::agent
