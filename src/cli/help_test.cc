#include "cli/help.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <sstream>
#include <string>

#include "cli/commands.h"
#include "cli/completion_script.h"
#include "cli/terminal/display_text.h"
#include "cli/testing/golden.h"

namespace hearth::cli {
namespace {

std::set<std::string> topics() {
  std::set<std::string> all{""};
  for (const Command& command : commands()) {
    all.emplace(command.name);
    if (std::size_t space = command.name.find(' '); space != std::string_view::npos)
      all.emplace(command.name.substr(0, space));
  }
  return all;
}

TEST(Help, OfEveryTopicIsAsReviewed) {
  for (const std::string& topic : topics()) {
    std::string name = topic.empty() ? "hearth" : topic;
    std::replace(name.begin(), name.end(), ' ', '_');
    expect_golden("tests/golden/cli/help_" + name + ".txt", help_text(topic));
  }
}

TEST(Help, FitsEightyColumns) {
  for (const std::string& topic : topics()) {
    std::istringstream lines(help_text(topic));
    for (std::string line; std::getline(lines, line);) EXPECT_LE(display_width(line), 80u) << line;
  }
}

TEST(Help, EveryCommandHasAnExample) {
  for (const Command& command : commands()) EXPECT_FALSE(command.examples.empty()) << command.name;
}

TEST(Completion, ScriptsInPackagesAreTheProgramsOwn) {
  expect_golden("packaging/completion/hearth.bash", bash_completion());
  expect_golden("packaging/completion/_hearth", zsh_completion());
}

}  // namespace
}  // namespace hearth::cli
