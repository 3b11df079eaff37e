// The commands about the boxes that programs run in, and the look at what would be sent.
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <string>

#include "cli/api_path.h"
#include "cli/testing/command_line.h"

namespace hearth::cli {
namespace {

class ProtectionCommands : public ::testing::Test {
 protected:
  std::string folder = std::filesystem::current_path().string();
  std::string question = "GET " + with_query("protection", {{"workspace", folder}});
  CommandLine line;
};

json found(const std::string& level) {
  return {{"level", level},
          {"gaps", json::array()},
          {"reason", ""},
          {"remedy", ""},
          {"bubblewrap", "/usr/bin/bwrap"},
          {"bubblewrap_version", "0.8.0"},
          {"landlock", 3},
          {"took_ms", 41},
          {"accepted", "full"}};
}

TEST_F(ProtectionCommands, ShowThatEveryWallStands) {
  line.sidecar.answer(question, found("full"));
  EXPECT_EQ(line.run({"protection"}), 0);
  EXPECT_EQ(line.console.output,
            "full: programs reach their workspace and nothing else\n"
            "Found out with a real box in 41 ms (bubblewrap 0.8.0, Landlock 3)\n"
            "In " +
                folder + ", programs run boxed in full or not at all\n");
}

TEST_F(ProtectionCommands, NameWhatIsOpenAndWhatToDo) {
  json reduced = found("reduced");
  reduced["reason"] = "bubblewrap cannot start";
  reduced["gaps"] = {"a command can see \033 processes"};
  reduced["remedy"] = "load the profile";
  reduced["accepted"] = "reduced";
  line.sidecar.answer(question, reduced);
  EXPECT_EQ(line.run({"protection"}), 0);
  EXPECT_EQ(line.console.output,
            "reduced\n"
            "bubblewrap cannot start\n"
            "  open: a command can see \\u{1b} processes\n"
            "To do: load the profile\n"
            "Found out with a real box in 41 ms (bubblewrap 0.8.0, Landlock 3)\n"
            "In " +
                folder + ", programs may run with less than that, as you accepted\n");
}

TEST_F(ProtectionCommands, AcceptALevelForTheFolder) {
  line.sidecar.answer("PUT protection", {{"workspace", folder}, {"accepted", "reduced"}});
  EXPECT_EQ(line.run({"protection", "accept", "reduced"}), 0);
  EXPECT_EQ(line.sidecar.requests().back().body, (json{{"workspace", folder}, {"accepted", "reduced"}}));
  EXPECT_EQ(line.console.output, "");
  std::size_t asked = line.sidecar.requests().size();
  EXPECT_EQ(line.run({"protection", "accept", "none"}), 2);
  EXPECT_NE(line.console.error.find("say full or reduced"), std::string::npos);
  EXPECT_EQ(line.sidecar.requests().size(), asked);
}

json preview() {
  return {
      {"leaves_machine", true},
      {"destination", "models.test:443"},
      {"decision", "ask"},
      {"rule", "mode ask"},
      {"body", "{\"input\":\"[E-MAIL 1]\"}"},
      {"findings",
       {{{"action", "mask"}, {"what", "e-mail address"}, {"preview", "a…@b.test"}, {"placeholder", "[E-MAIL 1]"}}}}};
}

TEST_F(ProtectionCommands, PreviewTheBytesOfATask) {
  line.sidecar.answer("POST preview", preview());
  EXPECT_EQ(line.run({"network", "preview", "write to a@b.test", "--session", "7", "--model", "remote/x"}), 0);
  EXPECT_EQ(line.sidecar.requests().back().body,
            (json{{"task", "write to a@b.test"}, {"session_id", 7}, {"model", "remote/x"}}));
  EXPECT_EQ(line.console.output, "{\"input\":\"[E-MAIL 1]\"}\n");
  EXPECT_NE(line.console.error.find("To models.test:443: ask (mode ask). 22 bytes"), std::string::npos)
      << line.console.error;
  EXPECT_NE(line.console.error.find("e-mail address a…@b.test -> [E-MAIL 1]"), std::string::npos) << line.console.error;
}

TEST_F(ProtectionCommands, PreviewSaysWhenNothingLeaves) {
  line.sidecar.answer("POST preview", {{"leaves_machine", false}});
  EXPECT_EQ(line.run({"network", "preview", "hello"}), 0);
  EXPECT_EQ(line.sidecar.requests().back().body, (json{{"task", "hello"}, {"workspace", folder}}));
  EXPECT_EQ(line.console.output, "Nothing: this model is on this machine.\n");
}

}  // namespace
}  // namespace hearth::cli
