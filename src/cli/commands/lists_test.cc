// The commands that ask the sidecar once and print what it says.
#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "base/error.h"
#include "cli/testing/command_line.h"

namespace hearth::cli {
namespace {

class ListCommands : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    ::setenv("TZ", "UTC", 1);
    ::tzset();
  }
  CommandLine line;
};

constexpr std::int64_t time_of_test = 1795426865000;  // 2026-11-23 09:41:05 UTC

json session(int id, const std::string& title) {
  return {
      {"id", id}, {"title", title}, {"workspace", "/w"}, {"created_at", time_of_test}, {"updated_at", time_of_test}};
}

TEST_F(ListCommands, SessionsAreATableOverPages) {
  line.sidecar.answer("GET sessions?limit=2",
                      {{"sessions", {session(9, "A"), session(8, "B\033[1m")}}, {"next_cursor", nullptr}});
  EXPECT_EQ(line.run({"sessions", "list", "--limit", "2"}), 0);
  EXPECT_EQ(line.console.output,
            "ID  UPDATED           TITLE       WORKSPACE\n"
            " 9  2026-11-23 09:41  A           /w\n"
            " 8  2026-11-23 09:41  B\\u{1b}[1m  /w\n");
}

TEST_F(ListCommands, SessionsAreReadPageByPage) {
  json page = json::array();
  for (int i = 0; i < 100; ++i) page.push_back(session(i, "t"));
  line.sidecar.answer("GET sessions?limit=100", {{"sessions", page}, {"next_cursor", "a b"}});
  line.sidecar.answer("GET sessions?limit=1&cursor=a%20b", {{"sessions", {session(7, "last")}}, {"next_cursor", "c"}});
  line.console.around.error_is_terminal = true;
  EXPECT_EQ(line.run({"sessions", "list", "--limit", "101", "--json"}), 0);
  EXPECT_EQ(std::count(line.console.output.begin(), line.console.output.end(), '\n'), 101);
  EXPECT_EQ(line.run({"sessions", "list", "--limit", "101"}), 0);
  EXPECT_EQ(line.console.error, "\033[2mThere are more: see --limit.\033[0m\n");
}

TEST_F(ListCommands, NoSessionsIsNoError) {
  line.sidecar.answer("GET sessions?limit=20", {{"sessions", json::array()}, {"next_cursor", nullptr}});
  EXPECT_EQ(line.run({"sessions", "list"}), 0);
  EXPECT_EQ(line.console.output, "");
}

TEST_F(ListCommands, AConversationIsShownOldestFirst) {
  line.sidecar.answer("GET sessions/9", session(9, "Title"));
  json messages = json::array();
  messages.push_back(
      {{"role", "assistant"}, {"created_at", time_of_test}, {"blocks", {{{"type", "text"}, {"text", "Two.\n"}}}}});
  messages.push_back({{"role", "tool"},
                      {"created_at", time_of_test},
                      {"blocks",
                       {{{"type", "tool_result"}, {"is_error", true}, {"text", "not there"}},
                        {{"type", "tool_result"}, {"is_error", false}, {"text", "long"}}}}});
  messages.push_back({{"role", "assistant"},
                      {"created_at", time_of_test},
                      {"blocks", {{{"type", "tool_use"}, {"name", "fs_read"}, {"arguments", {{"path", "a"}}}}}}});
  messages.push_back(
      {{"role", "user"}, {"created_at", time_of_test}, {"blocks", {{{"type", "text"}, {"text", "How\033 many?"}}}}});
  line.sidecar.answer("GET sessions/9/messages?limit=100", {{"messages", messages}, {"next_before", nullptr}});
  EXPECT_EQ(line.run({"sessions", "show", "9"}), 0);
  EXPECT_EQ(line.console.output,
            "Title\nsession 9 · 2026-11-23 09:41 · /w\n"
            "\nYou 2026-11-23 09:41\nHow\\u{1b} many?\n"
            "\nHearth 2026-11-23 09:41\n· fs_read a\n"
            "  ! not there\n"
            "\nHearth 2026-11-23 09:41\nTwo.\n");
}

TEST_F(ListCommands, AnUnknownSessionIsTheSidecarsError) {
  EXPECT_EQ(line.run({"sessions", "show", "../x"}), 1);
  EXPECT_EQ(line.console.error, "hearth: GET sessions/..%2Fx: there is no such thing\n");
}

TEST_F(ListCommands, SearchMarksWhatMatched) {
  json hit{
      {"session_id", 4}, {"role", "user"}, {"created_at", time_of_test}, {"snippet", "an \u2068invoice\u2069\nof May"}};
  line.sidecar.answer("GET search?q=an%20invoice&limit=10", {{"results", {hit}}, {"next_offset", nullptr}});
  EXPECT_EQ(line.run({"history", "search", "an", "invoice"}), 0);
  EXPECT_EQ(line.console.output, "session 4 · user · 2026-11-23 09:41\n  an invoice of May\n");
  line.console.output.clear();
  line.console.around.output_is_terminal = true;
  EXPECT_EQ(line.run({"history", "search", "an", "invoice"}), 0);
  EXPECT_NE(line.console.output.find("an \033[1minvoice\033[0m of May"), std::string::npos);
}

TEST_F(ListCommands, ASearchIsNarrowedByTheSidecar) {
  line.sidecar.answer("GET search?q=rent&role=user&session=4&since=1795392000000&until=1795478400000&limit=10",
                      {{"results", json::array()}, {"next_offset", nullptr}});
  EXPECT_EQ(line.run({"history", "search", "--role", "user", "--session", "4", "--since", "2026-11-23", "--until",
                      "2026-11-24", "rent"}),
            0)
      << line.console.error;
  EXPECT_EQ(line.run({"history", "search", "--until", "some day", "rent"}), 2);
}

TEST_F(ListCommands, SettingsAreListedReadAndChanged) {
  line.sidecar.answer("GET settings",
                      {{"settings", {{{"name", "agent.max_turns"}, {"value", 40}, {"source", "default"}}}}});
  line.sidecar.answer("PUT settings/agent.max_turns", {{"name", "agent.max_turns"}, {"value", 50}});
  line.sidecar.answer("DELETE settings/agent.max_turns", {{"name", "agent.max_turns"}});
  EXPECT_EQ(line.run({"settings", "get", "agent.max_turns"}), 0);
  EXPECT_EQ(line.console.output, "40\n");
  EXPECT_EQ(line.run({"settings", "set", "agent.max_turns", "50"}), 0);
  EXPECT_EQ(line.sidecar.body_of("PUT settings/agent.max_turns"), (json{{"value", 50}}));
  EXPECT_EQ(line.run({"settings", "unset", "agent.max_turns"}), 0);
  EXPECT_EQ(line.sidecar.requests().back().what, "DELETE settings/agent.max_turns");
  EXPECT_EQ(line.console.error, "");
}

TEST_F(ListCommands, AWrongSettingNeedsNoSidecar) {
  EXPECT_EQ(line.run({"settings", "set", "agent.max_turn", "50"}), 2);
  EXPECT_NE(line.console.error.find("agent.max_turns"), std::string::npos) << line.console.error;
  EXPECT_EQ(line.run({"settings", "set", "agent.max_turns", "many"}), 2);
  EXPECT_TRUE(line.sidecar.requests().empty());
}

TEST_F(ListCommands, DoctorFailsIfACheckDoes) {
  json good{{"name", "database"}, {"status", "ok"}, {"detail", "in order"}};
  json bad{{"name", "disk"}, {"status", "fail"}, {"detail", "full"}, {"advice", "make room"}};
  line.sidecar.answer("GET doctor", {{"checks", {good}}});
  EXPECT_EQ(line.run({"doctor"}), 0);
  line.sidecar.answer("GET doctor", {{"checks", {good, bad}}});
  EXPECT_EQ(line.run({"doctor"}), 1);
  EXPECT_TRUE(line.console.output.ends_with("ok    database: in order\nfail  disk: full\n      make room\n"))
      << line.console.output;
}

TEST_F(ListCommands, ModelsSayWhetherTheyLeaveTheMachine) {
  line.sidecar.answer("GET models",
                      {{"models", {{{"id", "reflex"}, {"description", "built in"}, {"leaves_machine", false}}}},
                       {"notes", {"no local server"}}});
  EXPECT_EQ(line.run({"models", "list"}), 0);
  EXPECT_EQ(line.console.output, "MODEL   LEAVES MACHINE  DESCRIPTION\nreflex  no              built in\n");
}

TEST_F(ListCommands, OpenPrintsTheLink) {
  line.sidecar.answer("POST login-codes", {{"code", "c"}, {"url", "http://127.0.0.1:1/#code=c"}});
  EXPECT_EQ(line.run({"open"}), 0);
  EXPECT_EQ(line.console.output, "http://127.0.0.1:1/#code=c\n");
}

TEST_F(ListCommands, FileHistoryIsSoughtFromTheFolderUpwards) {
  std::string parent = std::filesystem::current_path().parent_path().string();
  std::string relative = std::filesystem::current_path().filename().string() + "/docs/plan.md";
  auto query = [](const std::string& path, const std::string& workspace) {
    return "GET history/files?path=" + path + "&workspace=" + workspace + "&limit=50";
  };
  auto encoded = [](std::string text) {
    for (std::size_t i = 0; (i = text.find('/', i)) != std::string::npos;) text.replace(i, 1, "%2F");
    return text;
  };
  json none{{"path", "x"}, {"names", json::array()}, {"tasks", json::array()}, {"next_before", nullptr}};
  std::string here = std::filesystem::current_path().string();
  line.sidecar.answer(query("plan.md", encoded(here + "/docs")), none);
  line.sidecar.answer(query("docs%2Fplan.md", encoded(here)), none);
  json found = none;
  found["path"] = relative;
  found["names"] = {relative, "old.md"};
  found["tasks"].push_back({{"id", 1},
                            {"session_id", 2},
                            {"title", "Plan"},
                            {"state", "finished"},
                            {"actions", {"read", "modify"}},
                            {"created_at", time_of_test}});
  line.sidecar.answer(query(encoded(relative), encoded(parent)), found);
  EXPECT_EQ(line.run({"history", "file", "docs/../docs/plan.md"}), 0) << line.console.error;
  EXPECT_EQ(line.console.output, relative +
                                     "  also known as old.md\n"
                                     "WHEN              ACTIONS       STATE     SESSION  TASK\n"
                                     "2026-11-23 09:41  read, modify  finished        2  Plan\n");
}

}  // namespace
}  // namespace hearth::cli
