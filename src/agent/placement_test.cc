#include "agent/placement.h"

#include <gtest/gtest.h>

#include <semaphore>

#include "agent/agent_fixture.h"
#include "store/branches.h"

namespace hearth::agent {
namespace {

class PlacementTest : public AgentFixture {
 protected:
  PlacementTest() {
    catalog_.script = [this](int, const ChatRequest& request, const ChatSink&, std::stop_token stop) {
      if (hangs_ && !released_.wait(
                        stop, [](bool& done) { return done; }, [](bool&) {})) {
        throw Cancelled{};
      }
      if (fails_) throw Error(Code::unavailable, "the model is away");
      std::string told;
      for (const Message& message : request.messages) told += plain_text(message) + "|";
      return says("<" + told + ">");
    };
  }
  void release() {
    released_.update([](bool& done) { done = true; });
  }
  RunId place(const std::string& task, const Placement& placement) {
    return registry().start({session_, task, "script", placement}).id;
  }
  RunState work(const std::string& task, const Placement& placement = {}) {
    return wait_until_ended(place(task, placement)).state;
  }
  std::vector<std::string> shown() {
    std::vector<std::string> texts;
    for (const store::StoredMessage& message :
         store_->read([&](db::Connection& connection) { return store::conversation(connection, session_, 100); })) {
      texts.push_back(plain_text(message.message));
    }
    return texts;
  }
  MessageId message(std::size_t at) {
    return store_->read([&](db::Connection& connection) { return store::conversation(connection, session_, 100); })[at]
        .id;
  }
  Code code_of(const std::string& task, const Placement& placement) {
    try {
      place(task, placement);
    } catch (const Error& error) {
      return error.code();
    }
    return Code::internal;
  }

  std::atomic<bool> hangs_ = false, fails_ = false;
  Sync<bool> released_{false};
};

using Texts = std::vector<std::string>;

TEST_F(PlacementTest, AnEditHangsBesideTheFirstWordingAndTheModelSeesItsBranchOnly) {
  work("one");
  work("two");
  EXPECT_EQ(shown(), (Texts{"one", "<one|>", "two", "<one|<one|>|two|>"}));
  EXPECT_EQ(work("2", {.branch = Branch{message(1)}, .regenerate = {}}), RunState::finished);
  EXPECT_EQ(shown(), (Texts{"one", "<one|>", "2", "<one|<one|>|2|>"}));
  EXPECT_EQ(work("new", {.branch = Branch{}, .regenerate = {}}), RunState::finished);
  EXPECT_EQ(shown(), (Texts{"new", "<new|>"}));
}

TEST_F(PlacementTest, AnAnswerIsGivenAnewWithoutAnotherQuestion) {
  work("one");
  MessageId question = message(0), answer = message(1);
  EXPECT_EQ(work("", {.branch = {}, .regenerate = question}), RunState::finished);
  EXPECT_EQ(shown(), (Texts{"one", "<one|>"}));
  EXPECT_EQ(message(0), question);
  EXPECT_NE(message(1), answer);
}

TEST_F(PlacementTest, WhereNothingIsAnsweredAnewTheOldAnswerStays) {
  work("one");
  MessageId answer = message(1);
  fails_ = true;
  EXPECT_EQ(work("", {.branch = {}, .regenerate = message(0)}), RunState::failed);
  EXPECT_EQ(message(1), answer);
}

TEST_F(PlacementTest, AQueuedTaskEntersBehindTheLastMessageOfTheRunBefore) {
  hangs_ = true;
  RunId first = start("one");
  wait_for(first, "turn.started");
  RunId second = start("two");
  EXPECT_EQ(shown(), (Texts{"one"}));
  EXPECT_EQ(run_of(second).state, RunState::queued);
  EXPECT_EQ(run_of(second).prompt, "two");
  release();
  wait_until_ended(second);
  EXPECT_EQ(shown(), (Texts{"one", "<one|>", "two", "<one|<one|>|two|>"}));
}

TEST_F(PlacementTest, AQueuedTaskThatIsCancelledNeverEnters) {
  hangs_ = true;
  RunId first = start("one");
  wait_for(first, "turn.started");
  RunId second = start("two");
  registry().cancel(second);
  EXPECT_EQ(wait_until_ended(second).state, RunState::cancelled);
  release();
  wait_until_ended(first);
  EXPECT_EQ(shown(), (Texts{"one", "<one|>"}));
}

TEST_F(PlacementTest, NoBranchBeginsWhileARunIsOpen) {
  work("one");
  hangs_ = true;
  RunId open = start("two");
  EXPECT_EQ(code_of("x", {.branch = Branch{}, .regenerate = {}}), Code::conflict);
  EXPECT_EQ(code_of("", {.branch = {}, .regenerate = message(0)}), Code::conflict);
  release();
  wait_until_ended(open);
}

TEST_F(PlacementTest, RefusesWhatIsNotThere) {
  work("one");
  EXPECT_EQ(code_of("x", {.branch = Branch{MessageId{99}}, .regenerate = {}}), Code::invalid_argument);
  EXPECT_EQ(code_of("", {.branch = {}, .regenerate = MessageId{99}}), Code::invalid_argument);
  EXPECT_EQ(code_of("", {.branch = {}, .regenerate = message(1)}), Code::invalid_argument) << "an answer, no question";
}

TEST_F(PlacementTest, TheFirstTaskNamesASessionThatHasNoTitle) {
  session_ = store_->write(
      [&](store::Write& write) { return store::add_session(write, "", store::workspace_id(write, workspace_, 1), 1); });
  auto title = [&] {
    return store_->read([&](db::Connection& connection) { return store::get_session(connection, session_).title; });
  };
  work("Mend the roof\nand the door");
  EXPECT_EQ(title(), "Mend the roof");
  work("Something else");
  EXPECT_EQ(title(), "Mend the roof");
}

}  // namespace
}  // namespace hearth::agent
