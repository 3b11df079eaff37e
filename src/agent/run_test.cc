#include "agent/run.h"

#include <gtest/gtest.h>

#include <latch>

#include "agent/agent_fixture.h"

namespace hearth::agent {
namespace {

class RunTest : public AgentFixture {};

Block peek(std::string id, std::string path) {
  return Block::make_tool_use(std::move(id), "peek", json{{"path", path}}.dump());
}
Block poke(std::string id, std::string path) {
  return Block::make_tool_use(std::move(id), "poke", json{{"path", path}}.dump());
}

TEST_F(RunTest, AnAnswerEndsTheRunAndIsTheTasksOutput) {
  catalog_.script = [](int, const ChatRequest&, const ChatSink& sink, std::stop_token) {
    sink({ChatDelta::Kind::text, "forty-two"});
    return says("forty-two");
  };
  RunId id = start("what is it?");
  EXPECT_EQ(wait_until_ended(id).state, RunState::finished);
  EXPECT_EQ(types(id), (std::vector<std::string>{"run.queued", "run.started", "message.added", "turn.started",
                                                 "message.delta", "message.added", "run.finished"}));
  json outputs;
  store_->read([&](db::Connection& connection) {
    store::each_task(connection, {}, {}, [&](const store::TaskRow& row) { outputs = json::parse(row.outputs); });
  });
  EXPECT_EQ(outputs["answer"], "forty-two");
}

TEST_F(RunTest, SequenceNumbersHaveNoGaps) {
  RunId id = start();
  wait_until_ended(id);
  std::int64_t expected = 0;
  for (const Logged& event : events(id)) EXPECT_EQ(event.sequence, ++expected);
}

TEST_F(RunTest, ResultsComeInTheOrderOfTheCalls) {
  catalog_.script = [](int turn, const ChatRequest& request, const ChatSink&, std::stop_token) {
    if (turn == 0) return calls({peek("1", "a"), peek("2", "b"), peek("3", "c")});
    std::string seen;
    for (const Block& block : request.messages.back().blocks) seen += block.call_id + "=" + block.text + ";";
    return says(seen);
  };
  RunId id = start();
  wait_until_ended(id);
  EXPECT_EQ(events(id).back().data["answer"], "1=result for a;2=result for b;3=result for c;");
}

TEST_F(RunTest, ReadsRunInParallel) {
  std::latch all_there(3);
  read_body_ = [&](const std::string&, const json&, std::stop_token) {
    all_there.arrive_and_wait();  // hangs unless three calls are under way at once
    return ToolResult{};
  };
  catalog_.script = [](int turn, const ChatRequest&, const ChatSink&, std::stop_token) {
    return turn == 0 ? calls({peek("1", "a"), peek("2", "b"), peek("3", "c")}) : says("ok");
  };
  EXPECT_EQ(wait_until_ended(start()).state, RunState::finished);
}

TEST_F(RunTest, ABadCallIsAResultForTheModelAndTheToolIsNotCalled) {
  std::atomic<int> called = 0;
  read_body_ = [&](const std::string&, const json&, std::stop_token) {
    ++called;
    return ToolResult{};
  };
  catalog_.script = [](int turn, const ChatRequest& request, const ChatSink&, std::stop_token) {
    if (turn == 0) {
      return calls({Block::make_tool_use("1", "nothing", "{}"), Block::make_tool_use("2", "peek", "{\"path\":"),
                    Block::make_tool_use("3", "peek", "{\"path\":7}"),
                    Block::make_tool_use("4", "peek", "{\"p\":\"a\"}")});
    }
    int errors = 0;
    for (const Block& block : request.messages.back().blocks) errors += block.is_error;
    return says(std::to_string(errors));
  };
  RunId id = start();
  wait_until_ended(id);
  EXPECT_EQ(events(id).back().data["answer"], "4");
  EXPECT_EQ(called, 0);
}

TEST_F(RunTest, AThrowingToolIsAFailedResult) {
  read_body_ = [](const std::string&, const json&, std::stop_token) -> ToolResult {
    throw Error(Code::not_found, "reading a: not there");
  };
  catalog_.script = [](int turn, const ChatRequest& request, const ChatSink&, std::stop_token) {
    return turn == 0 ? calls({peek("1", "a")}) : says(request.messages.back().blocks[0].text);
  };
  RunId id = start();
  EXPECT_EQ(wait_until_ended(id).state, RunState::finished);
  EXPECT_EQ(events(id).back().data["answer"], "reading a: not there");
}

TEST_F(RunTest, AChangeWaitsForApprovalAndRunsOnce) {
  std::atomic<int> called = 0;
  write_body_ = [&](const std::string&, const json&, std::stop_token) {
    ++called;
    return ToolResult{};
  };
  catalog_.script = [](int turn, const ChatRequest&, const ChatSink&, std::stop_token) {
    return turn == 0 ? calls({poke("1", "a")}) : says("ok");
  };
  RunId id = start();
  Logged question = wait_for(id, "approval.requested");
  EXPECT_EQ(question.data["paths"], json::array({"a"}));
  EXPECT_EQ(run_of(id).state, RunState::waiting_approval);
  EXPECT_EQ(called, 0);
  registry().decide(id, {"1", Approval::once, "", "", "test"});
  EXPECT_EQ(wait_until_ended(id).state, RunState::finished);
  EXPECT_EQ(called, 1);
}

TEST_F(RunTest, ADeniedChangeIsNotMade) {
  std::atomic<int> called = 0;
  write_body_ = [&](const std::string&, const json&, std::stop_token) {
    ++called;
    return ToolResult{};
  };
  catalog_.script = [](int turn, const ChatRequest& request, const ChatSink&, std::stop_token) {
    return turn == 0 ? calls({poke("1", "a")}) : says(request.messages.back().blocks[0].is_error ? "refused" : "made");
  };
  RunId id = start();
  wait_for(id, "approval.requested");
  registry().decide(id, {"1", Approval::deny, "", "", "test"});
  EXPECT_EQ(wait_until_ended(id).state, RunState::finished);
  EXPECT_EQ(events(id).back().data["answer"], "refused");
  EXPECT_EQ(called, 0);
}

TEST_F(RunTest, AllowingForTheSessionAsksNoSecondTime) {
  catalog_.script = [](int turn, const ChatRequest&, const ChatSink&, std::stop_token) {
    if (turn == 0) return calls({poke("1", "a")});
    return turn == 1 ? calls({poke("2", "b")}) : says("ok");
  };
  RunId id = start();
  wait_for(id, "approval.requested");
  registry().decide(id, {"1", Approval::session, "", "", "test"});
  EXPECT_EQ(wait_until_ended(id).state, RunState::finished);
}

TEST_F(RunTest, TheTurnLimitEndsTheRun) {
  limits_.max_turns = 3;
  catalog_.script = [](int turn, const ChatRequest&, const ChatSink&, std::stop_token) {
    return calls({peek("c" + std::to_string(turn), "file" + std::to_string(turn))});
  };
  RunId id = start();
  EXPECT_EQ(wait_until_ended(id).state, RunState::failed);
  EXPECT_NE(events(id).back().data["message"].get<std::string>().find("agent.max_turns"), std::string::npos);
}

TEST_F(RunTest, RepeatingTheSameCallEndsTheRun) {
  std::atomic<int> called = 0;
  read_body_ = [&](const std::string&, const json&, std::stop_token) {
    ++called;
    return ToolResult{};
  };
  catalog_.script = [](int turn, const ChatRequest&, const ChatSink&, std::stop_token) {
    return calls({peek("c" + std::to_string(turn), "same")});
  };
  RunId id = start();
  EXPECT_EQ(wait_until_ended(id).state, RunState::failed);
  EXPECT_EQ(called, limits_.repeat_limit);
}

TEST_F(RunTest, TheTimeLimitEndsTheRunButWaitingForTheUserDoesNotCount) {
  limits_.max_time = std::chrono::milliseconds(300);
  catalog_.script = [](int turn, const ChatRequest&, const ChatSink&, std::stop_token stop) -> Message {
    if (turn == 0) return calls({poke("1", "a")});
    Sync<bool> never(false);
    never.wait(
        stop, [](bool& done) { return done; }, [](bool&) {});
    throw Cancelled{};
  };
  RunId id = start();
  wait_for(id, "approval.requested");
  // Longer than the limit: nothing may happen in this time.
  registry().feed().wait(id, events(id).back().sequence, std::chrono::milliseconds(600), {});
  EXPECT_EQ(run_of(id).state, RunState::waiting_approval);
  registry().decide(id, {"1", Approval::once, "", "", "test"});
  EXPECT_EQ(wait_until_ended(id).state, RunState::failed);
  EXPECT_EQ(events(id).back().data["code"], "timeout");
}

TEST_F(RunTest, AModelsErrorFailsTheRunWithItsText) {
  catalog_.script = [](int, const ChatRequest&, const ChatSink&, std::stop_token) -> Message {
    throw Error(Code::unavailable, "asking the model: nobody answers");
  };
  RunId id = start();
  EXPECT_EQ(wait_until_ended(id).state, RunState::failed);
  EXPECT_EQ(events(id).back().data["message"], "asking the model: nobody answers");
}

TEST_F(RunTest, ACutOffAnswerIsKeptButIsNoSuccess) {
  catalog_.script = [](int, const ChatRequest&, const ChatSink&, std::stop_token) {
    Message half = says("half an");
    half.stop = Stop::interrupted;
    return half;
  };
  RunId id = start();
  EXPECT_EQ(wait_until_ended(id).state, RunState::failed);
  auto messages =
      store_->read([&](db::Connection& connection) { return store::conversation(connection, session_, 10); });
  EXPECT_EQ(plain_text(messages.back().message), "half an");
}

}  // namespace
}  // namespace hearth::agent
