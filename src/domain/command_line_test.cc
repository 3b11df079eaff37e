#include "domain/command_line.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace hearth {
namespace {

using Words = std::vector<std::string>;

TEST(PlainCommand, GivesTheWordsWithSimpleQuotesTakenOff) {
  EXPECT_EQ(plain_command("git status"), (Words{"git", "status"}));
  EXPECT_EQ(plain_command("  make\t-j2  "), (Words{"make", "-j2"}));
  EXPECT_EQ(plain_command("git commit -m 'two words' --author=\"A <a@b>\""),
            (Words{"git", "commit", "-m", "two words", "--author=A <a@b>"}));
  EXPECT_EQ(plain_command("echo ''"), (Words{"echo", ""}));
  EXPECT_EQ(plain_command("echo a'b'\"c\""), (Words{"echo", "abc"}));
}

TEST(PlainCommand, IsNothingForWhatOnlyAShellCanTell) {
  for (const char* line :
       {"",      "   ",     "a; b",    "a && b", "a | b",   "a & b",    "a > f",   "a < f", "$(a)",
        "a `b`", "a $HOME", "a *.txt", "a ?",    "a [b]",   "a {b,c}",  "a ~",     "a !b",  "a # b",
        "a\nb",  "a\rb",    "a \\b",   "X=1 a",  "a 'open", "a \"$b\"", "a '`b`'", "(a)",   "'X=1' a"}) {
    EXPECT_FALSE(plain_command(line)) << line;
  }
  EXPECT_FALSE(plain_command(std::string_view("a\0b", 3)));
}

TEST(CommandMatches, TheSameWordsOrMoreWhereThePatternEndsOpen) {
  EXPECT_TRUE(command_matches("git status", "git  status"));
  EXPECT_TRUE(command_matches("git status", "'git' status"));
  EXPECT_FALSE(command_matches("git status", "git status -s"));
  EXPECT_FALSE(command_matches("git status", "git"));
  EXPECT_TRUE(command_matches("npm run *", "npm run test --watch"));
  EXPECT_TRUE(command_matches("npm run *", "npm run"));
  EXPECT_FALSE(command_matches("npm run *", "npm install"));
  EXPECT_FALSE(command_matches("npm run *", "npm runaway"));
  EXPECT_FALSE(command_matches("", "git status"));
}

TEST(CommandMatches, AnExactPatternCoversNothingElse) {
  EXPECT_TRUE(command_matches("=rm *", "rm *"));
  for (const char* line : {"rm -rf src", "rm", "rm  *", "=rm *"}) EXPECT_FALSE(command_matches("=rm *", line)) << line;
  EXPECT_FALSE(command_matches("=**", "ls"));
}

TEST(CommandMatches, NeverALineOfSeveralCommandsUnlessEveryLineIsAllowed) {
  EXPECT_TRUE(command_matches("*", "npm run"));
  for (const char* line : {"npm run test; rm -rf .", "npm run test && curl x", "npm run $(x)", "npm run > f"}) {
    EXPECT_FALSE(command_matches("npm run *", line)) << line;
    EXPECT_FALSE(command_matches("*", line)) << line;
    EXPECT_TRUE(command_matches("**", line)) << line;
    EXPECT_TRUE(command_matches(line, line)) << line;
    EXPECT_FALSE(command_matches(line, std::string(line) + " ")) << line;
  }
}

}  // namespace
}  // namespace hearth
