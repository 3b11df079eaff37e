// history_file and history_search, over a real store.
#include <string>

#include "base/clock.h"
#include "tools/builtin.h"
#include "tools/history_fixture.h"

namespace hearth::tools {
namespace {

class HistoryFileTest : public HistoryTest {
 protected:
  json ask(const json& arguments, const Doing& running = {}) {
    ToolResult result = call_checked(*make_history_file(environment(running)), arguments);
    EXPECT_FALSE(result.is_error) << result.text;
    return result.structured;
  }
};

TEST_F(HistoryFileTest, NothingIsSaidOfAnUntouchedFile) {
  ToolResult result = call_checked(*make_history_file(environment()), {{"path", "a.md"}});
  EXPECT_EQ(result.text, "No earlier task in this workspace has touched a.md.");
  EXPECT_EQ(result.structured,
            (json{{"path", "a.md"}, {"names", json::array()}, {"tasks", json::array()}, {"total", 0}}));
}

TEST_F(HistoryFileTest, FollowsRenamesAndLeavesTheRunningTaskOut) {
  Doing first = begin("write it", 1000);
  act(first, make_fs_write, {{"path", "a.md"}, {"content", "text"}});
  act(first, make_fs_read, {{"path", "a.md"}});
  Doing second = begin("rename it", 2000);
  act(second, make_fs_move, {{"from", "a.md"}, {"to", "docs/b.md"}});
  Doing third = begin("read it", 3000);
  act(third, make_fs_read, {{"path", "docs/b.md"}});

  json history = ask({{"path", "docs/b.md"}}, third);
  EXPECT_EQ(history["names"], (json{"a.md", "docs/b.md"}));
  EXPECT_EQ(history["total"], 2);
  ASSERT_EQ(history["tasks"].size(), 2U);
  EXPECT_EQ(history["tasks"][0]["title"], "rename it");
  EXPECT_EQ(history["tasks"][0]["actions"], (json{"rename"}));
  EXPECT_EQ(history["tasks"][0]["at"], 2000);
  EXPECT_EQ(history["tasks"][1]["task_id"], first.task.value);
  EXPECT_EQ(history["tasks"][1]["session_id"], session_.value);
  EXPECT_EQ(history["tasks"][1]["actions"], (json{"create", "read"}));
  EXPECT_EQ(ask({{"path", "a.md"}})["total"], 3) << "by its earlier name";
  EXPECT_EQ(ask({{"path", "./docs//b.md"}})["total"], 3);
}

TEST_F(HistoryFileTest, SearchingIsReading) {
  Doing doing = begin("search", 1000);
  workspace::put(folder_ / "ws/a.md", "needle");
  act(doing, make_fs_search, {{"pattern", "needle"}});
  EXPECT_EQ(ask({{"path", "a.md"}})["tasks"][0]["actions"], (json{"read"}));
}

TEST_F(HistoryFileTest, CountsAllAndShowsTheLimit) {
  workspace::put(folder_ / "ws/a.md", "text");
  for (int i = 0; i < 30; ++i) {
    act(begin("task " + std::to_string(i), 1000 + i), make_fs_read, {{"path", "a.md"}});
  }
  json history = ask({{"path", "a.md"}});
  EXPECT_EQ(history["total"], 30);
  EXPECT_EQ(history["tasks"].size(), 20U);
  EXPECT_EQ(history["tasks"][0]["title"], "task 29");
  EXPECT_EQ(ask({{"path", "a.md"}, {"limit", 1}})["tasks"].size(), 1U);
}

TEST_F(HistoryFileTest, RemembersWhatIsGone) {
  Doing doing = begin("tidy up", 1000);
  workspace::put(folder_ / "ws/a.md", "text");
  act(doing, make_fs_delete, {{"path", "a.md"}});
  ToolResult result = call_checked(*make_history_file(environment()), {{"path", "a.md"}});
  EXPECT_TRUE(contains(result.text, "1 earlier task touched a.md")) << result.text;
  EXPECT_TRUE(contains(result.text, "delete") || contains(result.text, "remove")) << result.text;
}

TEST_F(HistoryFileTest, Fails) {
  auto tool = make_history_file(environment());
  EXPECT_TRUE(contains(call_checked(*tool, {{"path", "../x"}}).text, "outside the workspace"));
  EXPECT_TRUE(contains(call_checked(*tool, json::object()).text, "\"path\" is missing"));
}

class HistorySearchTest : public HistoryTest {
 protected:
  json ask(const json& arguments, const Doing& running = {}) {
    ToolResult result = call_checked(*make_history_search(environment(running)), arguments);
    EXPECT_FALSE(result.is_error) << result.text;
    return result.structured;
  }
};

constexpr UnixMillis hour = 3'600'000;

TEST_F(HistorySearchTest, FindsMessagesButNotThoseOfTheRunningTask) {
  say("the oak table needs oil", 1000);
  say("nothing of note", 2000);
  Doing running = begin("oak?", 3000);
  say("what did I say about oak", 3000);
  json found = ask({{"query", "oak"}}, running);
  ASSERT_EQ(found["messages"].size(), 1U);
  EXPECT_EQ(found["messages"][0]["snippet"], "the oak table needs oil");
  EXPECT_EQ(found["messages"][0]["role"], "user");
  EXPECT_EQ(found["messages"][0]["session_id"], session_.value);
  EXPECT_EQ(found["messages"][0]["at"], 1000);
  EXPECT_TRUE(found["tasks"].empty());
}

TEST_F(HistorySearchTest, ListsTheTasksOfADay) {
  DayRange day = *local_day("2026-03-04");
  begin("the day before", day.begin - 1);
  begin("morning", day.begin + 9 * hour);
  begin("evening", day.begin + 20 * hour);
  begin("the day after", day.end);
  Doing running = begin("now", day.begin + 21 * hour);
  json found = ask({{"on", "2026-03-04"}}, running);
  ASSERT_EQ(found["tasks"].size(), 2U);
  EXPECT_EQ(found["tasks"][0]["title"], "evening");
  EXPECT_EQ(found["tasks"][1]["title"], "morning");
  EXPECT_TRUE(found["messages"].empty());
  EXPECT_EQ(ask({{"on", "2026-03-04"}, {"limit", 1}}, running)["tasks"].size(), 1U);
}

TEST_F(HistorySearchTest, BothTogetherKeepMessagesToTheDay) {
  DayRange day = *local_day("2026-03-04");
  say("oak yesterday", day.begin - hour);
  say("oak today", day.begin + hour);
  json found = ask({{"query", "oak"}, {"on", "2026-03-04"}}, begin("oak?", day.end));
  ASSERT_EQ(found["messages"].size(), 1U);
  EXPECT_EQ(found["messages"][0]["snippet"], "oak today");
}

TEST_F(HistorySearchTest, ADayIsLookedThroughWhateverOtherDaysHold) {
  DayRange day = *local_day("2026-03-04");
  say("an oak, a beech and an elm", day.begin + hour);
  for (int i = 0; i < 120; ++i) say("oak oak", day.begin - hour);
  EXPECT_EQ(ask({{"query", "oak"}, {"on", "2026-03-04"}}, begin("oak?", day.end))["messages"].size(), 1U);
}

TEST_F(HistorySearchTest, Fails) {
  auto tool = make_history_search(environment());
  EXPECT_TRUE(contains(call_checked(*tool, json::object()).text, "\"query\""));
  EXPECT_TRUE(contains(call_checked(*tool, {{"on", "2026-02-30"}}).text, "no day"));
  EXPECT_TRUE(call_checked(*tool, {{"query", "?!"}}).is_error);
  EXPECT_EQ(call_checked(*tool, {{"query", "absent"}}).text, "No earlier message holds these words.");
  EXPECT_EQ(call_checked(*tool, {{"on", "1999-01-01"}}).text, "Nothing on that day.");
}

}  // namespace
}  // namespace hearth::tools
