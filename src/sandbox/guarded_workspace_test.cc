// What a boxed command cannot do to its own workspace, and what is told of what it did.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "base/error.h"
#include "sandbox/boxed_test.h"

namespace hearth::sandbox {
namespace {

class GuardedWorkspace : public BoxedTest {
 protected:
  std::vector<std::string> names(const std::string& folder = ".") {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(workspace() + "/" + folder)) {
      names.push_back(entry.path().filename());
    }
    std::sort(names.begin(), names.end());
    return names;
  }
  void make_repository(const std::string& at = ".") {
    std::string command = "git init -q " + workspace() + "/" + at + " 2>/dev/null";
    ASSERT_EQ(std::system(command.c_str()), 0);
  }
  static bool tells(const Outcome& outcome, Suspect::Reason reason, const std::string& path) {
    return std::any_of(outcome.report.suspects.begin(), outcome.report.suspects.end(),
                       [&](const Suspect& suspect) { return suspect.reason == reason && suspect.path == path; });
  }
};

TEST_F(GuardedWorkspace, ProtectedNamesCannotBeMadeAndLeaveNoTrace) {
  put("a.txt", "a");
  for (std::string name : {".mcp.json", ".vscode", ".envrc", ".git", ".bashrc"}) {
    Ran ran = shell("echo x > " + name + " || mkdir " + name + " || mv a.txt " + name + " || rmdir " + name +
                    " || mkdir " + name + "/x || ln -s a.txt " + name);
    EXPECT_NE(ran.outcome.exit_code, 0) << name << ran.output;
  }
  EXPECT_EQ(names(), std::vector<std::string>{"a.txt"});
}

TEST_F(GuardedWorkspace, GitWorksButItsHooksAndConfigStay) {
  make_repository();
  std::string config = get(".git/config");
  Ran ran =
      shell("echo 1 > f && git add -A && git -c user.name=a -c user.email=a@b commit -qm one && git log --oneline");
  EXPECT_EQ(ran.outcome.exit_code, 0) << ran.output;
  EXPECT_EQ(
      shell("git ls-tree --name-only HEAD; git status --porcelain; git submodule; git worktree list >/dev/null").output,
      "f\n");
  for (std::string attempt :
       {"echo x > .git/hooks/pre-commit", "echo x >> .git/config", "git config user.name x", "rm -rf .git/hooks",
        "mv .git/hooks .git/h", "mv .git g2 && mkdir -p .git/hooks", "echo x > .git/config.worktree",
        "echo /tmp > .git/commondir", "mkdir .git/modules/x", "rm -rf .git", "mv .git/config .git/c",
        "ln -f f .git/config", "mkdir -p .git/worktrees/w", "echo '*.c filter=x' > .git/info/attributes"}) {
    EXPECT_NE(shell(attempt).outcome.exit_code, 0) << attempt;
  }
  EXPECT_EQ(get(".git/config"), config);
  EXPECT_EQ(names(), (std::vector<std::string>{".git", "f"}));
  for (std::string stub : {"commondir", "config.worktree", "modules", "worktrees"}) {
    EXPECT_FALSE(std::filesystem::exists(workspace() + "/.git/" + stub)) << stub;
  }
}

TEST_F(GuardedWorkspace, NestedRepositoriesAreGuardedToo) {
  make_repository("a/b");
  for (std::string attempt : {"echo x > a/b/.git/hooks/pre-commit", "mv a/b/.git a/b/g", "mv a/b a/c", "mv a c"}) {
    EXPECT_NE(shell(attempt).outcome.exit_code, 0) << attempt;
  }
  EXPECT_EQ(shell("echo 1 > a/b/f && git -C a/b add f").outcome.exit_code, 0);
}

TEST_F(GuardedWorkspace, WhatCannotBeLookedIntoStaysClosed) {
  if (::geteuid() == 0) return;  // nothing is closed to root; an ordinary user runs this too
  make_repository("vendor/lib");
  EXPECT_EQ(shell("chmod 000 vendor").outcome.exit_code, 0);
  EXPECT_NE(shell("chmod 755 vendor && echo x > vendor/lib/.git/hooks/pre-commit").outcome.exit_code, 0);
  EXPECT_NE(shell("mv vendor v").outcome.exit_code, 0);
  std::filesystem::permissions(workspace() + "/vendor", std::filesystem::perms(0755));
  EXPECT_FALSE(std::filesystem::exists(workspace() + "/vendor/lib/.git/hooks/pre-commit"));
}

TEST_F(GuardedWorkspace, AnUnfinishedRebaseTakesNoCommands) {
  make_repository();
  put(".git/rebase-merge/git-rebase-todo", "pick 1\n");
  EXPECT_NE(shell("echo 'exec id' >> .git/rebase-merge/git-rebase-todo").outcome.exit_code, 0);
  EXPECT_NE(shell("rm -rf .git/rebase-merge").outcome.exit_code, 0);
  EXPECT_EQ(get(".git/rebase-merge/git-rebase-todo"), "pick 1\n");
}

TEST_F(GuardedWorkspace, AGitFileCannotBeChanged) {
  put(".git", "gitdir: elsewhere\n");
  EXPECT_NE(shell("echo x > .git || rm -f .git || mv .git g").outcome.exit_code, 0);
  EXPECT_EQ(get(".git"), "gitdir: elsewhere\n");
}

TEST_F(GuardedWorkspace, AProtectedLinkIsRefused) {
  put("elsewhere/x", "");
  std::filesystem::create_symlink("elsewhere", workspace() + "/.vscode");
  try {
    shell("true");
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), Code::denied);
    EXPECT_NE(std::string_view(error.what()).find(".vscode"), std::string_view::npos) << error.what();
  }
  EXPECT_EQ(names(), (std::vector<std::string>{".vscode", "elsewhere"}));
}

TEST_F(GuardedWorkspace, EveryChangeIsTold) {
  put("changed", "1");
  put("removed", "1");
  put("same", "1");
  put("folder/inner", "1");
  Ran ran = shell("echo 22 > changed; rm removed; echo 3 > created; mv folder/inner folder/outer");
  std::vector<std::string> told;
  for (const ChangedFile& change : ran.outcome.report.changed) {
    told.push_back((change.before ? change.after ? "M " : "D " : "A ") + change.path);
  }
  EXPECT_EQ(told,
            (std::vector<std::string>{"M changed", "A created", "D folder/inner", "A folder/outer", "D removed"}));
  EXPECT_TRUE(ran.outcome.report.suspects.empty());
}

TEST_F(GuardedWorkspace, ChangesAreToldAfterATimeout) {
  Policy limited = policy();
  limited.limits.wall = std::chrono::milliseconds(300);
  Ran ran = run(limited, {"/bin/sh", "-c", "echo 1 > f; exec sleep 100"});
  EXPECT_EQ(ran.outcome.end, Outcome::End::timed_out);
  ASSERT_EQ(ran.outcome.report.changed.size(), 1U);
  EXPECT_EQ(ran.outcome.report.changed[0].path, "f");
}

TEST_F(GuardedWorkspace, WhatRunsByItselfOrLeadsOutIsTold) {
  Ran ran = shell(
      "mkdir -p sub/.vscode && echo x > sub/.vscode/tasks.json; ln -s /etc/passwd out; ln -s sub in; ln -s ../../x up;"
      "git init -q new; mkdir -p bare/objects bare/refs; echo x > bare/HEAD");
  EXPECT_TRUE(tells(ran.outcome, Suspect::Reason::runs_by_itself, "sub/.vscode/tasks.json"));
  EXPECT_TRUE(tells(ran.outcome, Suspect::Reason::runs_by_itself, "new/.git"));
  EXPECT_TRUE(tells(ran.outcome, Suspect::Reason::runs_by_itself, "bare/HEAD"));
  EXPECT_TRUE(tells(ran.outcome, Suspect::Reason::leads_outside, "out"));
  EXPECT_TRUE(tells(ran.outcome, Suspect::Reason::leads_outside, "up"));
  EXPECT_FALSE(tells(ran.outcome, Suspect::Reason::leads_outside, "in"));
}

TEST_F(GuardedWorkspace, LeftoversOfAKilledHearthAreRemoved) {
  make_repository();
  {
    StubJournal journal(folder_ / "state", workspace());
    Fd root(::open(workspace().c_str(), O_PATH | O_CLOEXEC));
    journal.make(root.get(), {{".envrc", Access::read, ProtectedPath::Stub::socket},
                              {".gitattributes", Access::read, ProtectedPath::Stub::folder},
                              {".git/commondir", Access::read, ProtectedPath::Stub::common_directory}});
    std::filesystem::copy(folder_ / "state", folder_ / "copy");
  }
  ASSERT_EQ(::mknod((workspace() + "/.envrc").c_str(), S_IFSOCK | 0600, 0), 0);
  std::filesystem::create_directory(workspace() + "/.gitattributes");
  std::filesystem::create_directory(workspace() + "/.idea");  // the user's own
  put(".git/commondir", ".\n");
  std::filesystem::remove_all(folder_ / "state");
  std::filesystem::copy(folder_ / "copy", folder_ / "state");
  sandbox();
  EXPECT_EQ(names(), (std::vector<std::string>{".git", ".idea"}));
  EXPECT_FALSE(std::filesystem::exists(workspace() + "/.git/commondir"));
}

TEST_F(GuardedWorkspace, TwoProcessesKeepApart) {
  StubJournal other(folder_ / "state", workspace());
  EXPECT_THROW(StubJournal(folder_ / "state", workspace()), Error);
}

TEST_F(GuardedWorkspace, AReadOnlyWorkspaceStaysAsItIs) {
  put("f", "1");
  Policy reading = policy();
  reading.workspace->access = Access::read;
  EXPECT_NE(run(reading, {"/bin/sh", "-c", "echo 2 > f || echo 3 > g || mkdir .vscode"}).outcome.exit_code, 0);
  EXPECT_EQ(names(), std::vector<std::string>{"f"});
  EXPECT_EQ(get("f"), "1");
}

}  // namespace
}  // namespace hearth::sandbox
