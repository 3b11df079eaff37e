// What a session has held decides what it may do without asking.
#include <gtest/gtest.h>

#include <atomic>
#include <string>

#include "agent/agent_fixture.h"
#include "store/grants.h"
#include "store/labels.h"

namespace hearth::agent {
namespace {

Block launch(const std::string& id, const std::string& command) {
  return Block::make_tool_use(id, "launch", json{{"command", command}}.dump());
}

class LabelledRunTest : public AgentFixture {
 protected:
  LabelledRunTest() {
    execute_body_ = [this](const std::string&, const json&, std::stop_token) {
      ++launched_;
      return ToolResult{};
    };
  }
  void read_gives(Labels labels) {
    read_body_ = [labels](const std::string&, const json&, std::stop_token) {
      ToolResult result;
      result.labels = labels;
      return result;
    };
  }
  void allow_everything() {
    store_->write([&](store::Write& write) {
      Grant grant;
      grant.effect = GrantEffect::allow;
      grant.tool = "*";
      grant.pattern = "**";
      grant.workspace = store::workspace_id(write, workspace_, 1);
      store::add_grant(write, grant);
    });
  }
  Labels labels() {
    return store_->read([&](db::Connection& connection) { return store::session_labels(connection, session_); });
  }
  // Reads once, then makes the calls one by one.
  void then_launches(std::vector<std::string> commands) {
    catalog_.script = [commands](int turn, const ChatRequest&, const ChatSink&, std::stop_token) {
      if (turn == 0) return calls({Block::make_tool_use("r", "peek", R"({"path":"a"})")});
      std::size_t at = static_cast<std::size_t>(turn) - 1;
      if (at < commands.size()) return calls({launch("c" + std::to_string(at), commands[at])});
      return says("ok");
    };
  }

  std::atomic<int> launched_ = 0;
};

TEST_F(LabelledRunTest, AGrantLetsAProgramRunWhileTheSessionIsClean) {
  allow_everything();
  read_gives({.untrusted = false, .is_private = true});
  then_launches({"ls", "ls -l"});
  EXPECT_EQ(wait_until_ended(start()).state, RunState::finished);
  EXPECT_EQ(launched_, 2);
  EXPECT_EQ(labels(), (Labels{.untrusted = false, .is_private = true}));
}

TEST_F(LabelledRunTest, NoGrantIsEnoughOnceTheSessionHoldsBoth) {
  allow_everything();
  read_gives({.untrusted = true, .is_private = true});
  then_launches({"ls"});
  RunId id = start();
  Logged question = wait_for(id, "approval.requested");
  EXPECT_EQ(question.data["command"], "ls");
  EXPECT_NE(question.data["reason"].get<std::string>().find("others may have written"), std::string::npos);
  EXPECT_EQ(launched_, 0);
  registry().decide(id, {"c0", Approval::deny, "", "", "test"});
  EXPECT_EQ(wait_until_ended(id).state, RunState::finished);
  EXPECT_EQ(launched_, 0);
}

TEST_F(LabelledRunTest, TheModelCannotTakeALabelBack) {
  allow_everything();
  store_->write([&](store::Write& write) {
    store::add_session_labels(write, session_, {.untrusted = true, .is_private = true});
  });
  read_gives({});
  then_launches({"ls"});
  RunId id = start();
  wait_for(id, "approval.requested");
  EXPECT_EQ(labels(), (Labels{.untrusted = true, .is_private = true}));
  registry().decide(id, {"c0", Approval::once, "", "", "test"});
  EXPECT_EQ(wait_until_ended(id).state, RunState::finished);
  EXPECT_EQ(launched_, 1);
}

TEST_F(LabelledRunTest, AProgramMakesTheSessionHoldWhatLiesInTheWorkspace) {
  allow_everything();
  Labels during;
  execute_body_ = [&](const std::string&, const json&, std::stop_token) {
    during = labels();
    return ToolResult{};
  };
  then_launches({"ls"});
  EXPECT_EQ(wait_until_ended(start()).state, RunState::finished);
  EXPECT_EQ(during, (Labels{.untrusted = false, .is_private = true})) << "before the program starts";
}

TEST_F(LabelledRunTest, AnApprovalHoldsForOneCallOnly) {
  then_launches({"ls", "ls", "rm a"});
  RunId id = start();
  for (const char* call_id : {"c0", "c1", "c2"}) {
    while (events(id).back().data.value("call_id", "") != call_id || events(id).back().type != "approval.requested")
      registry().feed().wait(id, events(id).back().sequence, std::chrono::milliseconds(200), {});
    registry().decide(id, {call_id, Approval::once, "", "", "test"});
  }
  EXPECT_EQ(wait_until_ended(id).state, RunState::finished);
  EXPECT_EQ(launched_, 3);
}

TEST_F(LabelledRunTest, AllowingACommandForTheSessionAllowsThatCommandLine) {
  then_launches({"ls | wc", "ls | wc", "ls"});
  RunId id = start();
  wait_for(id, "approval.requested");
  registry().decide(id, {"c0", Approval::session, "", "", "test"});
  while (run_of(id).state != RunState::waiting_approval || launched_ < 2)
    registry().feed().wait(id, events(id).back().sequence, std::chrono::milliseconds(50), {});
  EXPECT_EQ(events(id).back().data["command"], "ls");
  registry().decide(id, {"c2", Approval::deny, "", "", "test"});
  EXPECT_EQ(wait_until_ended(id).state, RunState::finished);
  EXPECT_EQ(launched_, 2);
}

}  // namespace
}  // namespace hearth::agent
