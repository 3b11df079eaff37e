#include <gtest/gtest.h>

#include "base/error.h"
#include "cli/chat/chat_input.h"
#include "cli/testing/command_line.h"

namespace hearth::cli {
namespace {

TEST(ChatInput, TellsCommandsFromTasks) {
  auto kind = [](std::string_view line) { return chat_input_from(line).kind; };
  EXPECT_EQ(kind("  "), ChatInput::Kind::nothing);
  EXPECT_EQ(kind("list files"), ChatInput::Kind::task);
  EXPECT_EQ(kind("/etc/hosts is what?"), ChatInput::Kind::task);
  EXPECT_EQ(kind("/quit"), ChatInput::Kind::quit);
  EXPECT_EQ(kind(" /new "), ChatInput::Kind::new_session);
  EXPECT_EQ(kind("/help"), ChatInput::Kind::help);
  EXPECT_EQ(kind("/nonsense"), ChatInput::Kind::unknown);
  EXPECT_EQ(chat_input_from("/model  local/m ").text, "local/m");
  EXPECT_EQ(chat_input_from(" do it ").text, "do it");
}

class Chat : public ::testing::Test {
 protected:
  void SetUp() override {
    line.sidecar.answer("POST sessions", [this](const json&) { return json{{"id", ++sessions}}; });
    for (const char* what : {"POST sessions/1/runs", "POST sessions/2/runs", "POST sessions/8/runs"}) {
      line.sidecar.answer(what, {{"id", 7}});
    }
    line.sidecar.emit("run.finished", {{"answer", "Done."}});
  }
  std::vector<std::string> asked() {
    std::vector<std::string> all;
    for (const FakeSidecar::Request& request : line.sidecar.requests()) all.push_back(request.what);
    return all;
  }
  CommandLine line;
  int sessions = 0;
};

TEST_F(Chat, KeepsOneSessionUntilANewOneIsAskedFor) {
  line.console.input = {"first", "second", "/new", "third", "/quit", "never"};
  EXPECT_EQ(line.run({"chat"}), 0);
  EXPECT_EQ(asked(), (std::vector<std::string>{"POST sessions", "POST sessions/1/runs", "POST sessions/1/runs",
                                               "POST sessions", "POST sessions/2/runs"}));
  EXPECT_EQ(line.console.output, "Done.\nDone.\nDone.\n");
}

TEST_F(Chat, ChangesModelAndSession) {
  line.sidecar.answer("GET sessions/8", {{"id", 8}, {"title", "Old"}});
  line.console.input = {"/session",   "/model local/m", "/session 8", "task",
                        "/session 9", "/session",       "/model",     "/what"};
  EXPECT_EQ(line.run({"chat"}), 0);
  EXPECT_EQ(line.sidecar.body_of("POST sessions/8/runs"), (json{{"task", "task"}, {"model", "local/m"}}));
  EXPECT_EQ(line.console.error,
            "No session yet: the next task begins one.\nUsing local/m from here on.\nSession 8: Old\n"
            "hearth: GET sessions/9: there is no such thing\nThis is session 8.\nUsing the usual model.\n"
            "/what is not a command; /help lists them.\n");
}

TEST_F(Chat, OutlivesAFailedTaskAndACtrlC) {
  line.sidecar.answer("POST sessions/1/runs", [this](const json& body) -> json {
    if (body.at("task") == "fails") throw Error(Code::unavailable, "the model is gone");
    if (body.at("task") == "slow") {
      line.interruption.interrupt();
      throw Cancelled{};
    }
    return {{"id", 7}};
  });
  line.console.input = {"fails", "slow", "works"};
  EXPECT_EQ(line.run({"chat"}), 0);
  EXPECT_EQ(line.console.output, "Done.\n");
  EXPECT_EQ(line.console.error, "hearth: the model is gone\n\n");
}

TEST_F(Chat, IsForPeople) {
  EXPECT_EQ(line.run({"chat", "--json"}), 2);
}

}  // namespace
}  // namespace hearth::cli
