// The commands about what may leave this machine.
#include <gtest/gtest.h>
#include <stdlib.h>

#include <string>

#include "cli/testing/command_line.h"

namespace hearth::cli {
namespace {

class NetworkCommands : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    ::setenv("TZ", "UTC", 1);
    ::tzset();
  }
  CommandLine line;
};

json state(const std::string& mode) {
  return {{"mode", mode},      {"fixed", false},  {"session", nullptr}, {"session_mode", nullptr},
          {"effective", mode}, {"fault", nullptr}};
}

TEST_F(NetworkCommands, ShowTheModeAndTheRules) {
  line.sidecar.answer("GET network", state("ask"));
  line.sidecar.answer("GET network/rules", {{"rules",
                                             {{{"id", 3},
                                               {"effect", "allow"},
                                               {"purpose", "model"},
                                               {"host", "a.test"},
                                               {"port", 443},
                                               {"session", nullptr}}}}});
  EXPECT_EQ(line.run({"network"}), 0);
  EXPECT_EQ(line.console.output,
            "mode ask: where no rule speaks, you are asked\n"
            "RULE  EFFECT  PURPOSE  HOST    PORT  SESSION\n"
            "   3  allow   model    a.test   443\n");
}

TEST_F(NetworkCommands, ShowWhatHoldsForASession) {
  json of_session = state("ask");
  of_session["session"] = 7;
  of_session["session_mode"] = of_session["effective"] = "offline";
  of_session["fault"] = "it is \033broken";
  of_session["fixed"] = true;
  line.sidecar.answer("GET network?session=7", of_session);
  line.sidecar.answer("GET network/rules", {{"rules", json::array()}});
  EXPECT_EQ(line.run({"network", "--session", "7"}), 0);
  EXPECT_EQ(line.console.output,
            "mode ask: where no rule speaks, you are asked (set in config.toml)\n"
            "session 7: offline, so offline holds there\n"
            "everything is denied: it is \\u{1b}broken\n");
}

TEST_F(NetworkCommands, SetAMode) {
  line.sidecar.answer("PUT network", state("offline"));
  for (const char* mode : {"offline", "local", "allowlist", "ask"}) {
    EXPECT_EQ(line.run({"network", mode}), 0);
    EXPECT_EQ(line.sidecar.requests().back().body, (json{{"mode", mode}}));
  }
  EXPECT_EQ(line.run({"network", "offline", "--session", "7"}), 0);
  EXPECT_EQ(line.sidecar.requests().back().body, (json{{"mode", "offline"}, {"session", 7}}));
  EXPECT_EQ(line.console.output, "");
  EXPECT_EQ(line.run({"network", "online"}), 2);
  EXPECT_EQ(line.run({"--json", "network", "offline"}), 0);
  EXPECT_NE(line.console.output.find("\"mode\":\"offline\""), std::string::npos);
}

TEST_F(NetworkCommands, MakeRules) {
  line.sidecar.answer("POST network/rules",
                      {{"id", 3}, {"effect", "allow"}, {"purpose", "*"}, {"host", "a.test"}, {"port", 443}});
  EXPECT_EQ(line.run({"network", "allow", "A.test:443"}), 0);
  EXPECT_EQ(line.console.output, "rule 3: allow * a.test:443\n");
  EXPECT_EQ(line.sidecar.requests().back().body, (json{{"effect", "allow"}, {"host", "A.test"}, {"port", 443}}));
  EXPECT_EQ(line.run({"network", "deny", "[::1]:80", "--purpose", "command", "--session", "7"}), 0);
  EXPECT_EQ(line.sidecar.requests().back().body,
            (json{{"effect", "deny"}, {"host", "[::1]"}, {"port", 80}, {"purpose", "command"}, {"session", 7}}));
}

TEST_F(NetworkCommands, ARuleNeedsAPort) {
  for (const char* place : {"a.test", "a.test:", "a.test:0", "a.test:65536", "a.test:x", ""}) {
    EXPECT_EQ(line.run({"network", "allow", place}), 2) << place;
  }
  EXPECT_TRUE(line.sidecar.requests().empty());
}

TEST_F(NetworkCommands, ForgetARule) {
  line.sidecar.answer("DELETE network/rules/3", {{"id", 3}});
  EXPECT_EQ(line.run({"network", "forget", "3"}), 0);
  EXPECT_EQ(line.console.output, "");
}

TEST_F(NetworkCommands, ListConnections) {
  json row{{"id", 9},
           {"at", 1795426865000},
           {"purpose", "model"},
           {"host", "::1"},
           {"port", 443},
           {"run", 2},
           {"model", "remote/x"},
           {"bytes_up", 100},
           {"bytes_down", 2000},
           {"outcome", "done"},
           {"rule", "rule 3: allow * [::1]:443"}};
  line.sidecar.answer("GET egress?session=7&limit=50", {{"connections", {row}}, {"next_before", nullptr}});
  EXPECT_EQ(line.run({"network", "log", "--session", "7"}), 0);
  EXPECT_EQ(line.console.output,
            "ID  TIME              DESTINATION  FOR       RUN   UP  DOWN  OUTCOME  RULE\n"
            " 9  2026-11-23 09:41  [::1]:443    remote/x    2  100  2000  done     rule 3: allow * [::1]:443\n");
  line.sidecar.answer("GET egress?since=1795392000000&limit=1", {{"connections", {row}}, {"next_before", 9}});
  line.console.around.error_is_terminal = true;
  EXPECT_EQ(line.run({"network", "log", "--since", "2026-11-23", "--limit", "1"}), 0);
  EXPECT_NE(line.console.error.find("There are more"), std::string::npos);
  EXPECT_EQ(line.run({"network", "log", "--since", "some day"}), 2);
  line.sidecar.answer("GET egress?purpose=model&decision=denied&limit=50",
                      {{"connections", {row}}, {"next_before", nullptr}});
  EXPECT_EQ(line.run({"network", "log", "--purpose", "model", "--decision", "denied"}), 0) << line.console.error;
}

}  // namespace
}  // namespace hearth::cli
