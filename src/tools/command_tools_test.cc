// The tools that run programs, with real boxes.
#include <gtest/gtest.h>

#include <chrono>
#include <map>
#include <stop_token>
#include <string>
#include <thread>

#include "base/stop.h"
#include "store/labels.h"
#include "tools/builtin.h"
#include "tools/history_fixture.h"

namespace hearth::tools {
namespace {

class CommandToolsTest : public HistoryTest {
 protected:
  std::string in(const std::string& name) { return folder_ / ("ws/" + name); }
  ToolResult shell_call(const json& arguments) { return call_checked(*make_shell_run(environment()), arguments); }
  ToolResult shell(const std::string& command) { return shell_call({{"command", command}}); }
  ToolResult code(const std::string& language, const std::string& text) {
    return call_checked(*make_code_run(environment()), {{"language", language}, {"code", text}});
  }
};

TEST_F(CommandToolsTest, ShellRunGivesOutputAndExitCode) {
  ToolResult result = shell("echo out; echo err >&2; exit 3");
  EXPECT_FALSE(result.is_error);
  EXPECT_EQ(result.text, "out\nerr\nExit code 3.");
  EXPECT_EQ(result.structured["exit_code"], 3);
  EXPECT_EQ(result.structured["output"], "out\nerr\n");
  EXPECT_TRUE(result.labels.is_private);
  EXPECT_FALSE(result.labels.untrusted);
}

TEST_F(CommandToolsTest, ShellRunWorksInTheWorkspaceAndSeesNothingElse) {
  workspace::put(in("sub/a.txt"), "here");
  workspace::put(folder_ / "outside.txt", "secret");
  EXPECT_EQ(shell_call({{"command", "cat a.txt; pwd"}, {"folder", "sub"}}).structured["output"],
            "here" + in("sub") + "\n");
  ToolResult outside = shell("cat " + std::string(folder_ / "outside.txt"));
  EXPECT_EQ(outside.text.find("secret"), std::string::npos);
  EXPECT_NE(outside.structured["exit_code"], 0);
  EXPECT_EQ(shell("echo made > new.txt").structured["exit_code"], 0);
  EXPECT_EQ(workspace::get(in("new.txt")), "made\n");
  EXPECT_TRUE(shell_call({{"command", "true"}, {"folder", "../"}}).is_error);
}

TEST_F(CommandToolsTest, EachCallStartsAfresh) {
  shell("export X=1; cd /tmp; touch left; sleep 100 &");
  EXPECT_EQ(shell("echo \"[$X]\"; test -e /tmp/left || echo gone").structured["output"], "[]\ngone\n");
}

TEST_F(CommandToolsTest, AProgramThatTakesTooLongIsEnded) {
  ToolResult result = shell_call({{"command", "echo begun; trap '' TERM; sleep 100"}, {"timeout_seconds", 1}});
  EXPECT_TRUE(result.is_error);
  EXPECT_TRUE(contains(result.text, "begun") && contains(result.text, "ended after 1 seconds")) << result.text;
  EXPECT_EQ(result.structured["timed_out"], true);
}

TEST_F(CommandToolsTest, MuchOutputIsShortenedInItsMiddle) {
  ToolResult result = shell("seq 1 20000; echo the end");
  EXPECT_LT(result.text.size(), 40'000U);
  EXPECT_TRUE(result.text.starts_with("1\n2\n")) << result.text.substr(0, 20);
  EXPECT_TRUE(contains(result.text, "bytes left out") && contains(result.text, "the end\nExit code 0."));
}

TEST_F(CommandToolsTest, OutputIsPassedOnWhileItComesAndAStopEndsTheProgram) {
  std::stop_source stop;
  std::string seen;
  BoxedCommands commands({sandbox_,
                          gate_,
                          store_,
                          sink_,
                          session_,
                          {},
                          workspace_id_,
                          folder_ / "ws",
                          {},
                          {},
                          [&](const std::string& call_id, std::string_view text) {
                            seen += call_id + ":" + std::string(text);
                            stop.request_stop();
                          }});
  BoxedCommand command;
  command.argv = {"/bin/sh", "-c", "echo first; sleep 100"};
  EXPECT_THROW(commands.run("c1", command, stop.get_token()), Cancelled);
  EXPECT_EQ(seen, "c1:first\n");
}

TEST_F(CommandToolsTest, WhatAProgramChangedIsRecordedAndWhatIsSuspectIsTold) {
  workspace::put(in("old.txt"), "old");
  workspace::put(in("gone.txt"), "gone");
  ToolResult result = shell("echo new > old.txt; rm gone.txt; mkdir -p a/b; echo x > a/b/.envrc");
  EXPECT_EQ(result.structured["changed_files"], 5) << result.structured.dump();
  EXPECT_TRUE(contains(result.text, "Look at a/b/.envrc before you trust it: other programs run what it says."))
      << result.text;
  std::map<std::string, FileAction> seen;
  for (const auto& recorded : sink_.changes) seen[recorded.change.path] = recorded.change.action;
  EXPECT_EQ(seen, (std::map<std::string, FileAction>{{"a/b/.envrc", FileAction::create},
                                                     {"gone.txt", FileAction::remove},
                                                     {"old.txt", FileAction::modify}}));
}

TEST_F(CommandToolsTest, ManyChangesAreAllRecorded) {
  ToolResult result = shell("mkdir many; for i in $(seq 1500); do : > many/$i; done");
  EXPECT_EQ(result.structured["changed_files"], 1501) << result.structured.dump();
  EXPECT_EQ(sink_.changes.size(), 1500U);
}

TEST_F(CommandToolsTest, ReachesTheHostsOfItsCallAsTheGateSays) {
  // A name that ends in .invalid leads nowhere: what counts is who is let through to the look-up.
  json call{{"command",
             "python3 - <<'E'\nimport os,urllib.request\nfor h in ('a.invalid:81','b.invalid:81'):\n  try: "
             "urllib.request.urlopen('http://'+h)\n  except urllib.error.HTTPError as e: print(h, e.code)\nE"},
            {"hosts", {"a.invalid:81"}}};
  std::string output = shell_call(call).structured["output"];
  EXPECT_TRUE(contains(output, "b.invalid:81 403")) << output;
  EXPECT_FALSE(contains(output, "a.invalid:81 403")) << output;
  int rows = 0;
  store_.read([&](db::Connection& connection) {
    db::Statement row = connection.prepare("SELECT host, decision FROM egress ORDER BY id");
    while (row.step()) rows += row.text(1) == (row.text(0) == "a.invalid" ? "allowed" : "denied") ? 1 : 0;
  });
  EXPECT_EQ(rows, 2);
  call["hosts"] = {"no port"};
  EXPECT_TRUE(shell_call(call).is_error);
}

TEST_F(CommandToolsTest, ResultsAreUntrustedWhereAnyFileOfTheWorkspaceIs) {
  Doing doing = begin("fetch", 10);
  store_.write([&](store::Write& write) {
    store::add_session_labels(write, session_, {.untrusted = true, .is_private = false});
  });
  act(doing, make_fs_write, {{"path", "page.txt"}, {"content", "x"}});
  EXPECT_TRUE(shell("true").labels.untrusted);
}

TEST_F(CommandToolsTest, AFileThatOthersWriteByItsNatureNeedsNoToolToHaveReadIt) {
  BoxedCommands commands({sandbox_, gate_, store_, sink_, session_, {}, workspace_id_, folder_ / "ws", {"**/*.eml"}});
  BoxedCommand command;
  command.argv = {"/bin/true"};
  auto untrusted = [&] {
    commands.run("c1", command, {});
    return store_.read([&](db::Connection& connection) { return store::session_labels(connection, session_); })
        .untrusted;
  };
  EXPECT_FALSE(untrusted());
  workspace::put(in("post/inbox.eml"), "Dear agent");
  EXPECT_TRUE(untrusted());
}

TEST_F(CommandToolsTest, CodeRunTakesProgramsInSeveralLanguages) {
  EXPECT_EQ(code("python", "print(sum(range(10)))").structured["output"], "45\n");
  EXPECT_EQ(code("sh", "echo $((6*7))").structured["output"], "42\n");
  ToolResult broken = code("python", "1/0");
  EXPECT_TRUE(contains(broken.text, "ZeroDivisionError") && contains(broken.text, "Exit code 1.")) << broken.text;
  ToolResult node = code("node", "console.log(6*7)");
  EXPECT_TRUE(contains(node.text, node.is_error ? "not installed" : "42")) << node.text;
  EXPECT_TRUE(code("perl", "1").is_error);
}

TEST_F(CommandToolsTest, GitShowsAndCommitsWithoutAskingForAnIdentityTwice) {
  Environment here = environment();
  auto git = [&](auto make, const json& arguments) { return call_checked(*make(here), arguments); };
  EXPECT_TRUE(contains(git(make_git_status, json::object()).text, "not a git repository"));

  ASSERT_EQ(std::system(("git init -q -b main " + in("")).c_str()), 0);
  workspace::put(in("a.txt"), "one\n");
  workspace::put(in("b.txt"), "two\n");
  EXPECT_TRUE(contains(git(make_git_status, json::object()).text, "?? a.txt"));
  ToolResult unknown = git(make_git_commit, {{"message", "first"}});
  EXPECT_TRUE(unknown.is_error && contains(unknown.text, "git.name")) << unknown.text;

  here.git_identity = {"Ada", "ada@example.org"};
  ToolResult committed = git(make_git_commit, {{"message", "only a\n; rm -rf ."}, {"paths", {"a.txt"}}});
  EXPECT_FALSE(committed.is_error) << committed.text;
  EXPECT_TRUE(contains(git(make_git_status, json::object()).text, "A  b.txt")) << "staged, and not committed";
  ToolResult log = git(make_git_log, {{"limit", 5}});
  EXPECT_TRUE(contains(log.text, "Ada: only a") && contains(log.text, "A\ta.txt")) << log.text;

  workspace::put(in("a.txt"), "three\n");
  EXPECT_TRUE(contains(git(make_git_diff, json::object()).text, "+three"));
  EXPECT_FALSE(contains(git(make_git_diff, {{"staged", true}}).text, "+three"));
  EXPECT_FALSE(contains(git(make_git_diff, {{"path", "b.txt"}}).text, "+three"));
  EXPECT_TRUE(git(make_git_commit, {{"message", "m"}, {"paths", {"--amend"}}}).is_error);
}

// What a repository's configuration makes git run must not run outside (P27).
TEST_F(CommandToolsTest, AProgramNamedInTheRepositoryRunsInsideTheBoxOnly) {
  ASSERT_EQ(std::system(("git init -q -b main " + in("")).c_str()), 0);
  std::string canary = folder_ / "canary";
  workspace::put(in("spy.sh"), "#!/bin/sh\ntouch " + canary + "\ntouch inside\ncat\n");
  ASSERT_EQ(std::system(("chmod +x " + in("spy.sh") + "; cd " + in("") +
                         "; git config core.fsmonitor ./spy.sh; git config filter.z.clean ./spy.sh; "
                         "echo '* filter=z' > .gitattributes; chmod -R a+rX .")
                            .c_str()),
            0);
  workspace::put(in("a.txt"), "one\n");
  ASSERT_EQ(std::system(("cd " + in("") + "; git status >/dev/null 2>&1").c_str()), 0);
  ASSERT_TRUE(std::filesystem::exists(canary)) << "unboxed it gets out";
  std::filesystem::remove(canary);
  Environment here = environment();
  here.git_identity = {"Ada", "ada@example.org"};
  call_checked(*make_git_status(here), json::object());
  call_checked(*make_git_commit(here), {{"message", "m"}});
  workspace::put(in("a.txt"), "one\ntwo\n");
  ToolResult shown = call_checked(*make_git_diff(here), json::object());
  EXPECT_TRUE(contains(shown.text, "+two")) << shown.text;
  EXPECT_TRUE(std::filesystem::exists(in("inside"))) << "the program never ran at all";
  EXPECT_FALSE(std::filesystem::exists(canary));
}

TEST(ShortenedMiddle, KeepsHeadAndTailAtLineEnds) {
  EXPECT_EQ(shortened_middle("short", 10), "short");
  EXPECT_EQ(shortened_middle("aaa\nbbb\nccc\nddd\n", 10), "aaa\n[… 8 bytes left out …]\nddd\n");
}

}  // namespace
}  // namespace hearth::tools
