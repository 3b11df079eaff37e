#include "cli/parse.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "base/error.h"
#include "cli/commands.h"

namespace hearth::cli {
namespace {

Invocation invocation(const std::vector<std::string>& words) {
  return std::get<Invocation>(parse(words));
}

std::string refusal(const std::vector<std::string>& words) {
  try {
    parse(words);
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), Code::invalid_argument);
    return error.what();
  }
  return "accepted";
}

TEST(Commands, AreSortedByName) {
  for (std::size_t i = 1; i < commands().size(); ++i) EXPECT_LT(commands()[i - 1].name, commands()[i].name);
}

TEST(Parse, JoinsTheWordsOfATask) {
  Invocation run = invocation({"run", "--yes", "list", "files"});
  EXPECT_EQ(run.command->name, "run");
  EXPECT_EQ(run.arguments.text("TASK"), "list files");
  EXPECT_TRUE(run.arguments.has("--yes"));
  EXPECT_FALSE(run.arguments.has("--model"));
}

TEST(Parse, TakesWordsThatAreCommandsAsATask) {
  EXPECT_EQ(invocation({"run", "status", "sessions", "list"}).arguments.text("TASK"), "status sessions list");
}

TEST(Parse, TakesOptionsInEveryPlace) {
  for (const std::vector<std::string>& words :
       std::vector<std::vector<std::string>>{{"--data", "/d", "sessions", "list", "--limit", "5"},
                                             {"--data=/d", "sessions", "list", "--limit=5"},
                                             {"sessions", "list", "--limit", "5", "--data", "/d"}}) {
    Invocation list = invocation(words);
    EXPECT_EQ(list.command->name, "sessions list");
    EXPECT_EQ(list.arguments.find("--data"), "/d");
    EXPECT_EQ(list.arguments.count("--limit", 1), 5);
  }
}

TEST(Parse, TakesEverythingAfterTwoDashesAsWords) {
  EXPECT_EQ(invocation({"run", "--", "--help", "me"}).arguments.text("TASK"), "--help me");
}

TEST(Parse, FindsTheTopicOfHelp) {
  auto topic = [](const std::vector<std::string>& words) { return std::get<HelpRequest>(parse(words)).topic; };
  EXPECT_EQ(topic({"--help"}), "");
  EXPECT_EQ(topic({"sessions", "-h"}), "sessions");
  EXPECT_EQ(topic({"sessions", "show", "--help"}), "sessions show");
  EXPECT_EQ(topic({"--help", "run"}), "run");
  EXPECT_TRUE(std::holds_alternative<VersionRequest>(parse({"--version"})));
}

TEST(Parse, SuggestsWhatWasMeant) {
  EXPECT_EQ(refusal({"stauts"}), "\"stauts\" is not a command; did you mean \"status\"?: see `hearth --help`");
  EXPECT_EQ(refusal({"sessions", "lst"}),
            "\"sessions lst\" is not a command; did you mean \"sessions list\"?: see `hearth --help`");
  EXPECT_EQ(refusal({"frobnicate"}), "\"frobnicate\" is not a command: see `hearth --help`");
}

TEST(Parse, NamesWhatIsWrong) {
  EXPECT_EQ(refusal({}), "a command is missing: see `hearth --help`");
  EXPECT_EQ(refusal({"sessions"}), "\"sessions\" needs a command after it: see `hearth sessions --help`");
  EXPECT_EQ(refusal({"run"}), "TASK is missing: see `hearth run --help`");
  EXPECT_EQ(refusal({"status", "--yes"}), "\"--yes\" is not expected here: see `hearth status --help`");
  EXPECT_EQ(refusal({"sessions", "show", "1", "2"}), "\"2\" is not expected here: see `hearth sessions show --help`");
  EXPECT_EQ(refusal({"run", "t", "--model"}), "--model needs a value: see `hearth run --help`");
  EXPECT_EQ(refusal({"run", "t", "--model", "a", "--model", "b"}),
            "--model can be given once only: see `hearth run --help`");
  EXPECT_EQ(refusal({"--bogus", "status"}), "\"--bogus\" is not expected here: see `hearth status --help`");
}

TEST(Arguments, RefusesWhatIsNoCount) {
  for (const char* wrong : {"0", "-1", "x", "5x", "", "99999999999999999999"}) {
    Arguments arguments(Arguments::Values{{"--limit", wrong}});
    EXPECT_THROW(arguments.count("--limit", 1), Error) << wrong;
  }
  EXPECT_EQ(Arguments(Arguments::Values{{"--limit", std::nullopt}}).count("--limit", 7), 7);
}

}  // namespace
}  // namespace hearth::cli
