#include "cli/globals.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <map>

#include "base/error.h"

namespace hearth::cli {
namespace {

using Variables = std::map<std::string, std::string>;

Globals globals(const Variables& variables, Arguments::Values given = {}, Surroundings around = {}) {
  for (const char* name : {"--data", "--config", "--json", "--no-color"}) given.emplace(name, std::nullopt);
  Environment environment = [&](const char* name) -> std::optional<std::string> {
    auto found = variables.find(name);
    return found == variables.end() ? std::nullopt : std::optional(found->second);
  };
  return read_globals(Arguments(given), environment, around);
}

TEST(Globals, FindTheFoldersOfTheUser) {
  EXPECT_EQ(globals({{"HOME", "/h"}}).data_directory, "/h/.local/share/hearth");
  EXPECT_EQ(globals({{"HOME", "/h"}}).config_file, "/h/.config/hearth/config.toml");
  Variables xdg{{"XDG_DATA_HOME", "/x/"}, {"XDG_CONFIG_HOME", "/c"}};
  EXPECT_EQ(globals(xdg).data_directory, "/x/hearth");
  EXPECT_EQ(globals(xdg).config_file, "/c/hearth/config.toml");
  Variables own{{"HOME", "/h"}, {"HEARTH_DATA", "/d"}, {"HEARTH_CONFIG", "/f.toml"}};
  EXPECT_EQ(globals(own).data_directory, "/d");
  EXPECT_EQ(globals(own).config_file, "/f.toml");
  EXPECT_EQ(globals(own, {{"--data", "/given/./x/"}}).data_directory, "/given/x");
}

TEST(Globals, MakeRelativeFoldersAbsolute) {
  EXPECT_EQ(globals({{"HOME", "/h"}}, {{"--data", "trial"}}).data_directory,
            (std::filesystem::current_path() / "trial").string());
  EXPECT_EQ(globals({{"HOME", "/h"}, {"XDG_DATA_HOME", "relative"}}).data_directory, "/h/.local/share/hearth");
}

TEST(Globals, SayThatThereIsNoHome) {
  EXPECT_THROW(globals({}), Error);
}

TEST(Globals, ColourNeedsATerminalAndNoRefusal) {
  auto colour = [](const Variables& variables, Arguments::Values given, Surroundings around) {
    return globals(variables, std::move(given), around).output.red("x") != "x";
  };
  Surroundings terminal{true, true, true, 80};
  EXPECT_TRUE(colour({{"HOME", "/h"}}, {}, terminal));
  EXPECT_TRUE(colour({{"HOME", "/h"}, {"NO_COLOR", ""}}, {}, terminal));
  EXPECT_FALSE(colour({{"HOME", "/h"}, {"NO_COLOR", "1"}}, {}, terminal));
  EXPECT_FALSE(colour({{"HOME", "/h"}, {"TERM", "dumb"}}, {}, terminal));
  EXPECT_FALSE(colour({{"HOME", "/h"}}, {{"--no-color", ""}}, terminal));
  EXPECT_FALSE(colour({{"HOME", "/h"}}, {{"--json", ""}}, terminal));
  EXPECT_FALSE(colour({{"HOME", "/h"}}, {}, {}));
}

}  // namespace
}  // namespace hearth::cli
