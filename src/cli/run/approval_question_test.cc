#include "cli/run/approval_question.h"

#include <gtest/gtest.h>

#include "domain/glob.h"

namespace hearth::cli {
namespace {

ApprovalRequest request(const std::string& tool, json arguments, std::vector<std::string> paths,
                        const std::string& effect = "write") {
  return approval_request_from(
      {{"call_id", "c"}, {"name", tool}, {"arguments", std::move(arguments)}, {"effect", effect}, {"paths", paths}});
}

std::string described(const ApprovalRequest& asked, std::size_t width = 80) {
  return describe_call(asked, width, Style());
}

TEST(ApprovalQuestion, ShowsWhatAnEditChanges) {
  EXPECT_EQ(described(request("fs_edit", {{"old", "a\nb"}, {"new", "c\n"}}, {"x.md"})),
            "fs_edit x.md\n  - a\n  - b\n  + c\n");
}

TEST(ApprovalQuestion, ShowsTheStartOfWhatIsWritten) {
  std::string text;
  for (int i = 1; i <= 14; ++i) text += "line\n";
  std::string shown = described(request("fs_write", {{"content", text}}, {"x.md"}));
  EXPECT_TRUE(shown.ends_with("  + line\n  + … 2 more lines\n")) << shown;
  shown = described(request("fs_write", {{"content", text.substr(0, 5 * 13)}}, {"x.md"}));
  EXPECT_TRUE(shown.ends_with("  + … 1 more line\n")) << shown;
}

TEST(ApprovalQuestion, DisarmsAndCutsWhatItShows) {
  EXPECT_EQ(described(request("fs_write", {{"content", "\033[2Jabcdefghijklmnop\n"}}, {"a\nb"}), 16),
            "fs_write a\\u{a}b\n  + \\u{1b}[2Jab…\n");
}

TEST(ApprovalQuestion, ShowsEveryPathAndWhatIsFinal) {
  EXPECT_EQ(described(request("fs_move", {{"from", "a"}, {"to", "b"}}, {"a", "b"})), "fs_move a → b\n");
  EXPECT_EQ(described(request("fs_delete", {{"path", "a"}}, {"a"}, "destructive")),
            "fs_delete a  (cannot be brought back)\n");
}

TEST(ApprovalQuestion, ShowsTheArgumentsOfOtherTools) {
  EXPECT_EQ(described(request("send", {{"to", "x"}}, {})), "send\n    {\n      \"to\": \"x\"\n    }\n");
}

TEST(ApprovalQuestion, ShowsTheWholeCommandItsFolderAndWhatItReaches) {
  ApprovalRequest asked = request("shell_run", {{"command", "make\nls"}, {"folder", "sub"}}, {}, "execute");
  asked.command = "make\nls";
  EXPECT_EQ(described(asked), "shell_run\n  $ make\n    ls\n  folder: sub\n");
  asked.command = std::string(300, 'x');
  EXPECT_EQ(described(asked), "shell_run\n  $ " + asked.command + "\n  folder: sub\n") << "not cut to the width";
  asked.command = "curl x";
  asked.hosts = {"a.test:443", "b.test:80"};
  asked.user_only = true;
  asked.reason = "it wants to reach other machines";
  EXPECT_EQ(described(asked),
            "shell_run\n  $ curl x\n  folder: sub\n  reaches: a.test:443, b.test:80\n"
            "  Asked because it wants to reach other machines.\n");
}

TEST(ApprovalAnswer, AllowsACommandAlwaysOnlyWhereAGrantCounts) {
  ApprovalRequest asked = request("shell_run", {{"command", "make *.o"}}, {}, "execute");
  asked.command = "make *.o";
  EXPECT_EQ(approval_answer_from("3", asked)->pattern, "=make *.o");
  EXPECT_EQ(approval_answer_from("3 make *", asked)->pattern, "make *");
  EXPECT_EQ(approval_choices(asked), "[1] once  [2] this session  [3] always for exactly this  [4] deny");
  asked.user_only = true;
  EXPECT_EQ(approval_choices(asked), "[1] once  [4] deny");
  for (const char* standing : {"2", "3", "session", "always", "3 make *"}) {
    EXPECT_FALSE(approval_answer_from(standing, asked)) << standing;
  }
  EXPECT_EQ(approval_answer_from("1", asked)->decision, Approval::once);
}

TEST(ExactPattern, CoversThesePathsOnly) {
  for (const char* path : {"a/b.md", "we[i]rd*?{x,y}\\.md"}) {
    std::string pattern = exact_pattern({path});
    EXPECT_TRUE(glob_matches(pattern, path)) << pattern;
    EXPECT_FALSE(glob_matches(pattern, std::string(path) + "x")) << pattern;
    EXPECT_FALSE(glob_matches(pattern, "weird.md")) << pattern;
  }
  std::string both = exact_pattern({"a,b.md", "c.md"});
  EXPECT_TRUE(glob_matches(both, "a,b.md")) << both;
  EXPECT_TRUE(glob_matches(both, "c.md")) << both;
  EXPECT_FALSE(glob_matches(both, "b.md")) << both;
  EXPECT_EQ(exact_pattern({}), "**");
}

TEST(ApprovalAnswer, UnderstandsNumbersAndWords) {
  ApprovalRequest asked = request("fs_write", {}, {"a.md"});
  auto decision = [&](std::string_view line) { return approval_answer_from(line, asked).value().decision; };
  EXPECT_EQ(decision("1"), Approval::once);
  EXPECT_EQ(decision(" once "), Approval::once);
  EXPECT_EQ(decision("2"), Approval::session);
  EXPECT_EQ(decision("deny\r"), Approval::deny);
  EXPECT_EQ(decision("4"), Approval::deny);
  EXPECT_EQ(approval_answer_from("4 use notes/ instead", asked)->reason, "use notes/ instead");
  EXPECT_EQ(approval_answer_from("3", asked)->pattern, "a.md");
  EXPECT_EQ(approval_answer_from("always notes/**", asked)->pattern, "notes/**");
  for (const char* wrong : {"", "yes", "5", "1 2", "12"}) EXPECT_FALSE(approval_answer_from(wrong, asked)) << wrong;
}

}  // namespace
}  // namespace hearth::cli
