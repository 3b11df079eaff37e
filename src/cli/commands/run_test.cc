#include <gtest/gtest.h>

#include <stop_token>
#include <string>
#include <thread>

#include "base/error.h"
#include "cli/testing/command_line.h"

namespace hearth::cli {
namespace {

const json edit{{"call_id", "c1"},
                {"name", "fs_edit"},
                {"arguments", {{"path", "notes/todo.md"}, {"old", "milk\n"}, {"new", "bread\n"}}},
                {"effect", "write"},
                {"paths", {"notes/todo.md"}}};

class RunCommand : public ::testing::Test {
 protected:
  void SetUp() override {
    line.sidecar.answer("POST sessions", {{"id", 3}});
    line.sidecar.answer("POST sessions/3/runs", {{"id", 7}, {"session_id", 3}, {"state", "queued"}});
    line.sidecar.answer("POST runs/7/cancel", [this](const json&) {
      emit("run.cancelled");
      return json::object();
    });
    line.sidecar.answer("POST runs/7/approvals/c1", [this](const json& body) {
      emit("approval.decided", {{"call_id", "c1"}, {"decision", body.at("decision")}, {"by", "user"}});
      finish("Done.");
      return json::object();
    });
    emit("run.queued", {{"task", "t"}, {"model", "reflex"}, {"workspace", "/w"}});
    emit("run.started");
    emit("turn.started", {{"turn", 1}, {"model", "reflex"}});
  }

  void emit(const std::string& type, json data = json::object()) { line.sidecar.emit(type, std::move(data)); }
  void finish(const std::string& answer) { emit("run.finished", {{"answer", answer}}); }

  CommandLine line;
};

TEST_F(RunCommand, PrintsTheAnswerAloneWhenPiped) {
  emit("message.delta", {{"text", "Thr"}});
  emit("tool.requested",
       {{"call_id", "c1"}, {"name", "fs_read"}, {"arguments", {{"path", "README.md"}}}, {"effect", "read"}});
  finish("Three headings.\nREADME.md:1\033[2J");
  EXPECT_EQ(line.run({"run", "--workspace", "/", "count", "headings"}), 0);
  EXPECT_EQ(line.console.output, "Three headings.\nREADME.md:1\033[2J\n");
  EXPECT_EQ(line.console.error, "");
}

TEST_F(RunCommand, MakesASessionTitledByTheTaskInTheWorkspace) {
  finish("Done.");
  std::string long_task = "Überlege " + std::string(80, 'x') + "\nsecond line";
  EXPECT_EQ(line.run({"run", "--workspace", "/usr/../usr/", "--model", "local/m", long_task}), 0);
  EXPECT_EQ(line.sidecar.body_of("POST sessions"),
            (json{{"title", "Überlege " + std::string(51, 'x')}, {"workspace", "/usr"}}));
  EXPECT_EQ(line.sidecar.body_of("POST sessions/3/runs"), (json{{"task", long_task}, {"model", "local/m"}}));
}

TEST_F(RunCommand, GoesOnInAGivenSession) {
  finish("Done.");
  EXPECT_EQ(line.run({"run", "--session", "3", "more"}), 0);
  EXPECT_EQ(line.sidecar.requests().front().what, "POST sessions/3/runs");
  EXPECT_EQ(line.run({"run", "--session", "3", "--workspace", "/", "more"}), 2);
}

TEST_F(RunCommand, StreamsAndShowsProgressOnATerminal) {
  line.console.be_terminal();
  emit("message.delta", {{"text", "I look."}});
  emit("tool.requested",
       {{"call_id", "c1"}, {"name", "fs_read"}, {"arguments", {{"path", "a\033b"}}}, {"effect", "read"}});
  emit("tool.finished", {{"call_id", "c1"}, {"name", "fs_read"}, {"is_error", true}, {"text", "not there\nmore"}});
  emit("turn.started", {{"turn", 2}, {"model", "reflex"}});
  emit("message.delta", {{"text", "An answer \033]0;title\007"}});
  emit("message.delta", {{"text", "in parts."}});
  finish("An answer \033]0;title\007in parts.");
  EXPECT_EQ(line.run({"run", "--no-color", "task"}), 0);
  EXPECT_EQ(line.console.output, "I look.\nAn answer \\u{1b}]0;title\\u{7}in parts.\n");
  EXPECT_EQ(line.console.error,
            "thinking …\r\033[K· fs_read a\\u{1b}b\n  ! not there\nthinking …\r\033[K\nsession 3 · 9.0 s\n");
}

TEST_F(RunCommand, PrintsAnAnswerThatWasNotStreamed) {
  line.console.be_terminal();
  finish("Whole.");
  EXPECT_EQ(line.run({"run", "task"}), 0);
  EXPECT_EQ(line.console.output, "Whole.\n");
}

TEST_F(RunCommand, TellsWhyItFailed) {
  emit("run.failed", {{"code", "unavailable"}, {"message", "the model is gone"}});
  EXPECT_EQ(line.run({"run", "task"}), 1);
  EXPECT_EQ(line.console.output, "");
  EXPECT_EQ(line.console.error, "hearth: the run failed: the model is gone\n");
}

TEST_F(RunCommand, PrintsJsonLines) {
  finish("Done.");
  EXPECT_EQ(line.run({"run", "--json", "task"}), 0);
  std::string output = line.console.output;
  EXPECT_EQ(output.substr(0, output.find('\n')),
            R"({"at":1000,"data":{"model":"reflex","task":"t","workspace":"/w"},"sequence":1,"type":"run.queued"})");
  EXPECT_TRUE(output.ends_with(
      "\n{\"type\":\"result\",\"state\":\"finished\",\"answer\":\"Done.\",\"run_id\":\"7\",\"session_id\":\"3\"}\n"))
      << output;
}

TEST_F(RunCommand, YesAllowsOnce) {
  emit("approval.requested", edit);
  EXPECT_EQ(line.run({"run", "--yes", "task"}), 0);
  EXPECT_EQ(line.sidecar.body_of("POST runs/7/approvals/c1"), (json{{"decision", "once"}}));
}

TEST_F(RunCommand, DeniesWhereNobodyCanBeAsked) {
  emit("approval.requested", edit);
  EXPECT_EQ(line.run({"run", "task"}), 3);
  EXPECT_EQ(line.sidecar.body_of("POST runs/7/approvals/c1"), (json{{"decision", "deny"}}));
  EXPECT_NE(line.console.error.find("fs_edit notes/todo.md"), std::string::npos);
  EXPECT_NE(line.console.error.find("--yes"), std::string::npos);
  EXPECT_EQ(line.console.output, "Done.\n");
}

TEST_F(RunCommand, AsksAtATerminalUntilTheAnswerIsUnderstood) {
  line.console.be_terminal();
  line.console.input = {"what?", "3 notes/**"};
  emit("approval.requested", edit);
  EXPECT_EQ(line.run({"run", "--no-color", "task"}), 0);
  EXPECT_EQ(line.sidecar.body_of("POST runs/7/approvals/c1"), (json{{"decision", "always"}, {"pattern", "notes/**"}}));
  EXPECT_NE(line.console.error.find("fs_edit notes/todo.md\n  - milk\n  + bread\n"
                                    "[1] once  [2] this session  [3] always for notes/todo.md  [4] deny: "),
            std::string::npos)
      << line.console.error;
}

TEST_F(RunCommand, TakesTheEndOfTheInputForANo) {
  line.console.be_terminal();
  emit("approval.requested", edit);
  EXPECT_EQ(line.run({"run", "task"}), 3);
}

TEST_F(RunCommand, GivesUpAskingWhenItIsDecidedElsewhere) {
  line.console.be_terminal();
  line.console.hesitating = true;
  emit("approval.requested", edit);
  emit("approval.decided", {{"call_id", "c1"}, {"decision", "session"}, {"by", "user"}});
  finish("Done.");
  EXPECT_EQ(line.run({"run", "task"}), 0);
  for (const FakeSidecar::Request& request : line.sidecar.requests())
    EXPECT_NE(request.what, "POST runs/7/approvals/c1");
}

TEST_F(RunCommand, AcceptsThatAnotherAnswerWasFirst) {
  line.sidecar.answer("POST runs/7/approvals/c1", [this](const json&) -> json {
    finish("Done.");
    throw Error(Code::conflict, "decided already");
  });
  emit("approval.requested", edit);
  EXPECT_EQ(line.run({"run", "--yes", "task"}), 0);
}

TEST_F(RunCommand, CtrlCCancelsTheRun) {
  line.sidecar.answer("POST sessions/3/runs", [this](const json&) {
    line.interruption.interrupt();
    return json{{"id", 7}};
  });
  EXPECT_EQ(line.run({"run", "task"}), 130);
  EXPECT_EQ(line.sidecar.requests().back().what, "POST runs/7/cancel");
  EXPECT_EQ(line.console.error, "hearth: the run was cancelled\n");
}

TEST_F(RunCommand, CtrlCInAQuestionCancelsTheRun) {
  line.console.be_terminal();
  line.console.hesitating = true;
  emit("approval.requested", edit);
  std::jthread person([this](std::stop_token stop) {
    while (!stop.stop_requested() && line.sidecar.requests().size() < 2) std::this_thread::yield();
    line.interruption.interrupt();
  });
  EXPECT_EQ(line.run({"run", "task"}), 130);
  EXPECT_EQ(line.sidecar.requests().back().what, "POST runs/7/cancel");
}

TEST_F(RunCommand, ASecondCtrlCDoesNotWait) {
  line.sidecar.answer("POST sessions/3/runs", [this](const json&) {
    line.interruption.interrupt();
    return json{{"id", 7}};
  });
  line.sidecar.answer("POST runs/7/cancel", [this](const json&) {
    line.interruption.interrupt();
    return json::object();
  });
  EXPECT_EQ(line.run({"run", "task"}), 130);
}

TEST_F(RunCommand, ReportsACancellationFromElsewhere) {
  emit("run.cancelled");
  EXPECT_EQ(line.run({"run", "task"}), 130);
}

TEST_F(RunCommand, FollowsOnAfterTheStreamBroke) {
  emit("message.delta", {{"text", "a"}});
  line.sidecar.cut_after(4);
  emit("message.delta", {{"text", "b"}});
  finish("ab");
  line.console.be_terminal();
  EXPECT_EQ(line.run({"run", "task"}), 0);
  EXPECT_EQ(line.console.output, "ab\n");
}

TEST_F(RunCommand, DoesNotStartWhatWasStopped) {
  line.sidecar.answer("POST sessions/3/runs", [this](const json&) {
    line.sidecar.set_running(false);
    return json{{"id", 7}};
  });
  EXPECT_EQ(line.run({"run", "task"}), 1);
  EXPECT_EQ(line.console.error,
            "hearth: following run 7: Hearth has stopped: the run goes on when it is started again\n");
}

TEST_F(RunCommand, RefusesAnEmptyTaskAndAFolderThatIsNotThere) {
  EXPECT_EQ(line.run({"run", "  "}), 2);
  EXPECT_EQ(line.run({"run", "--workspace", "/no/such", "task"}), 2);
  EXPECT_EQ(line.run({"run", "--workspace", "/etc/passwd", "task"}), 2);
  EXPECT_EQ(line.run({"run"}), 2);
  EXPECT_TRUE(line.sidecar.requests().empty());
}

}  // namespace
}  // namespace hearth::cli
