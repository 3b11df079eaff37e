#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "base/error.h"
#include "settings/settings.h"

namespace hearth::settings {
namespace {

class ConfigFile : public ::testing::Test {
 protected:
  void SetUp() override { ASSERT_NE(::mkdtemp(folder), nullptr); }
  void TearDown() override { std::filesystem::remove_all(folder); }
  std::map<std::string, json> read(const std::string& text) {
    std::ofstream(path()) << text;
    return read_config_file(path());
  }
  std::string refusal(const std::string& text) {
    try {
      read(text);
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), Code::invalid_argument);
      return std::string(error.what()).substr(path().size());
    }
    ADD_FAILURE() << "nothing was thrown";
    return {};
  }
  std::string path() const { return std::string(folder) + "/config.toml"; }
  char folder[32] = "/tmp/hearth-config-XXXXXX";
};

TEST_F(ConfigFile, HoldsSettingsInTablesOrWithDots) {
  auto values = read("server.tcp = false\n[agent]\nmax_turns = 5\nmodel = \"local/x\"\n");
  EXPECT_EQ(values,
            (std::map<std::string, json>{{"agent.max_turns", 5}, {"agent.model", "local/x"}, {"server.tcp", false}}));
}

TEST_F(ConfigFile, MayBeAbsentOrEmpty) {
  EXPECT_TRUE(read_config_file(path()).empty());
  EXPECT_TRUE(read_config_file("/tmp/hearth-no-folder/config.toml").empty());
  EXPECT_TRUE(read("# nothing\n").empty());
}

TEST_F(ConfigFile, AnUnknownKeyNamesFileLineAndNearName) {
  EXPECT_EQ(refusal("[agent]\n\nmax_turn = 5\n"),
            ":3: there is no setting agent.max_turn: did you mean agent.max_turns?");
  EXPECT_EQ(refusal("colour = 1\n"), ":1: there is no setting colour");
  EXPECT_EQ(refusal("[agent.max_turns]\nx = 1\n").rfind(":1: setting agent.max_turns", 0), 0u);
}

TEST_F(ConfigFile, ABadValueNamesFileAndLine) {
  EXPECT_EQ(refusal("[agent]\nmax_turns = 0\n").rfind(":2: setting agent.max_turns: 0 is not allowed", 0), 0u);
  EXPECT_EQ(refusal("[log]\nlevel = \"loud\"\n").rfind(":2: setting log.level: \"loud\"", 0), 0u);
  EXPECT_EQ(refusal("agent.max_turns = 1.5\n").rfind(":1: ", 0), 0u);
  EXPECT_EQ(refusal("agent.model = 2026-01-01\n").rfind(":1: ", 0), 0u);
}

TEST_F(ConfigFile, WhatIsNoTomlNamesFileAndLine) {
  EXPECT_EQ(refusal("[agent]\nmax_turns = \n").rfind(":2: ", 0), 0u);
  EXPECT_EQ(refusal("\n[.").rfind(":2: ", 0), 0u);
  EXPECT_EQ(refusal("server.tcp = true\nserver.tcp = false\n").rfind(":2: ", 0), 0u);
}

TEST_F(ConfigFile, AFolderInItsPlaceIsAnError) {
  EXPECT_THROW(read_config_file(folder), Error);
}

}  // namespace
}  // namespace hearth::settings
