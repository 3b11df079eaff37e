#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "store/grants.h"
#include "store/page_state.h"
#include "store/preferences.h"
#include "store/runs.h"
#include "store/sessions.h"
#include "store/statistics.h"
#include "store/test_store.h"

namespace hearth::store {
namespace {

class Repositories : public StoreTest {
 protected:
  SessionId session = store->write([](Write& w) { return add_session(w, "one", std::nullopt, 100); });
  TaskId task = store->write([this](Write& w) { return add_task(w, {session, "do", {{"prompt", "do"}}, 100}); });
  RunId run = store->write([this](Write& w) { return add_run(w, task, session, "reflex", 100); });
};

TEST_F(Repositories, AWorkspaceIsAddedOnce) {
  auto id = [&](const char* root) { return store->write([&](Write& w) { return workspace_id(w, root, 1); }); };
  WorkspaceId first = id("/home/a\xff");
  EXPECT_EQ(id("/home/a\xff"), first);
  EXPECT_NE(id("/home/b"), first);
  EXPECT_EQ(store->read([&](auto& c) { return workspace_root(c, first); }), "/home/a\xff");
  EXPECT_EQ(error_of([&] { store->read([](auto& c) { return workspace_root(c, {99}); }); }).code(), Code::not_found);
}

TEST_F(Repositories, SessionsAreListedByUseInPages) {
  for (int i = 1; i <= 4; ++i)
    store->write([&](Write& w) { return add_session(w, std::to_string(i), std::nullopt, 200); });
  std::string cursor, titles;
  int pages = 0;
  do {
    cursor = store->read([&](auto& c) {
      return list_sessions(c, {cursor, 2}, [&](const Session& s) { titles += s.title + " "; });
    });
    ++pages;
  } while (!cursor.empty());
  EXPECT_EQ(titles, "4 3 2 1 one ");
  EXPECT_EQ(pages, 3);
  for (const char* bad : {"x", "1", "1.", ".1", "1.2.3", "1.2x"}) {
    EXPECT_EQ(error_of([&] {
                store->read([&](auto& c) { return list_sessions(c, {bad, 2}, [](const Session&) {}); });
              }).code(),
              Code::invalid_argument)
        << bad;
  }
}

TEST_F(Repositories, SessionsAreRenamedPinnedAndListedByPin) {
  SessionId other = store->write([](Write& w) { return add_session(w, "other", std::nullopt, 200); });
  auto change = [&](SessionId id, const SessionChange& to) {
    store->write([&](Write& w) { change_session(w, id, to); });
  };
  auto pinned = [&] {
    std::string titles;
    store->read([&](auto& c) {
      return list_sessions(c, {{}, 10, Pinned::only}, [&](const Session& s) { titles += s.title + " "; });
    });
    return titles;
  };
  EXPECT_EQ(pinned(), "");
  change(session, {.title = {}, .pinned = true});
  change(other, {.title = "renamed \xff", .pinned = {}});
  EXPECT_EQ(pinned(), "one ");
  change(other, {.title = {}, .pinned = true});
  EXPECT_EQ(pinned(), "renamed \uFFFD one ");
  change(session, {.title = {}, .pinned = false});
  EXPECT_EQ(pinned(), "renamed \uFFFD ");
  EXPECT_EQ(error_of([&] { change({99}, {.title = "x", .pinned = {}}); }).code(), Code::not_found);
}

TEST_F(Repositories, SessionsOfAFolder) {
  WorkspaceId workspace = store->write([](Write& w) { return workspace_id(w, "/folder", 1); });
  for (const char* title : {"a", "b", "c"}) {
    store->write([&](Write& w) { return add_session(w, title, workspace, title[0]); });
  }
  auto listed = [&](SessionPage page) {
    std::string titles;
    std::string next =
        store->read([&](auto& c) { return list_sessions(c, page, [&](const Session& s) { titles += s.title; }); });
    return std::pair(titles, next);
  };
  auto [first, next] = listed({{}, 2, Pinned::any, workspace});
  EXPECT_EQ(first, "cb");
  EXPECT_EQ(listed({next, 2, Pinned::any, workspace}), std::pair(std::string("a"), std::string()));
  EXPECT_EQ(listed({{}, 9, Pinned::only, workspace}).first, "");
  store->write([&](Write& w) { change_session(w, session, {.title = {}, .pinned = true}); });
  EXPECT_EQ(listed({{}, 9, Pinned::only, workspace}).first, "");
  EXPECT_EQ(listed({{}, 9, Pinned::any, WorkspaceId{99}}).first, "");
}

TEST_F(Repositories, OnlyAMissingTitleIsFilledIn) {
  SessionId untitled = store->write([](Write& w) { return add_session(w, "", std::nullopt, 1); });
  for (SessionId id : {session, untitled}) store->write([&](Write& w) { set_missing_title(w, id, "task"); });
  EXPECT_EQ(store->read([&](auto& c) { return get_session(c, session); }).title, "one");
  EXPECT_EQ(store->read([&](auto& c) { return get_session(c, untitled); }).title, "task");
}

TEST_F(Repositories, ANumberThatTheLedgerKnowsIsNotGivenAgain) {
  store->write([&](Write& w) {
    w.connection().execute(
        "INSERT INTO egress(at, purpose, host, port, session_id, run_id, decision, rule, chain) "
        "VALUES (1, 'model', 'h', 443, 7, 9, 'allowed', 'r', 'c')");
    remove_session(w, session);
  });
  SessionId next = store->write([](Write& w) { return add_session(w, "next", std::nullopt, 1); });
  EXPECT_EQ(next, SessionId{8});
  TaskId again = store->write([&](Write& w) { return add_task(w, {next, "do", {{"prompt", "do"}}, 1}); });
  EXPECT_EQ(store->write([&](Write& w) { return add_run(w, again, next, "reflex", 1); }), RunId{10});
}

TEST_F(Repositories, PageStateIsKeptUntilEmptiedAndADraftGoesWithItsSession) {
  auto set = [&](std::string_view name, std::string_view value) {
    store->write([&](Write& w) { set_page_state(w, name, value, 1); });
  };
  auto kept = [&] {
    std::string all;
    store->read([&](auto& c) {
      each_page_state(
          c, [&](std::string_view name, std::string_view value) { all += fmt::format("{}={} ", name, value); });
    });
    return all;
  };
  std::string draft = fmt::format("draft.{}", session.value);
  set("sidebar", "closed");
  set(draft, "Dear");
  set(draft, "Dear Ada");
  set("draft.new", "Hm");
  EXPECT_EQ(kept(), fmt::format("{}=Dear Ada draft.new=Hm sidebar=closed ", draft));
  set("sidebar", "");
  store->write([&](Write& w) { remove_session(w, session); });
  EXPECT_EQ(kept(), "draft.new=Hm ");
}

TEST_F(Repositories, PageStateHasARoom) {
  store->write([&](Write& w) {
    for (int i = 0; i < 2000; ++i) set_page_state(w, fmt::format("draft.{}", i), "x", 1);
  });
  auto set = [&](std::string_view name) { store->write([&](Write& w) { set_page_state(w, name, "y", 1); }); };
  EXPECT_EQ(error_of([&] { set("one-more"); }).code(), Code::conflict);
  set("draft.7");
  set("draft.1999");
}

TEST_F(Repositories, WorkspacesAreListedByUse) {
  WorkspaceId first = store->write([](Write& w) { return workspace_id(w, "/first", 1); });
  store->write([](Write& w) { return workspace_id(w, "/second", 50); });
  store->write([&](Write& w) { return add_session(w, "s", first, 70); });
  std::vector<KnownWorkspace> known = store->read([](auto& c) { return known_workspaces(c); });
  ASSERT_EQ(known.size(), 2u);
  EXPECT_EQ(known[0].root, "/first");
  EXPECT_EQ(known[0].sessions, 1);
  EXPECT_EQ(known[0].last_used_at, 70);
  EXPECT_EQ(known[1].sessions, 0);
  EXPECT_EQ(known[1].last_used_at, 50);
}

TEST_F(Repositories, RowsAreCounted) {
  std::int64_t sessions = 0;
  for (const auto& [table, rows] : store->read([](auto& c) { return row_counts(c); })) {
    if (table == "sessions") sessions = rows;
  }
  EXPECT_EQ(sessions, 1);
}

TEST_F(Repositories, AnOpenRunIsInTheWay) {
  auto code = [&] {
    return error_of([&] { store->read([&](auto& c) { require_no_open_run(c, session, "testing"); }); }).code();
  };
  EXPECT_EQ(code(), Code::conflict);
  store->write([&](Write& w) { set_run_state(w, run, RunState::finished, 2); });
  EXPECT_NO_THROW(store->read([&](auto& c) { require_no_open_run(c, session, "testing"); }));
}

TEST_F(Repositories, SessionsAreFoundWithTheirWorkspace) {
  WorkspaceId workspace = store->write([](Write& w) { return workspace_id(w, "/w", 1); });
  SessionId id = store->write([&](Write& w) { return add_session(w, "bad \xff title", workspace, 5); });
  Session found = store->read([&](auto& c) { return get_session(c, id); });
  EXPECT_EQ(found.workspace, workspace);
  EXPECT_EQ(found.workspace_root, "/w");
  EXPECT_EQ(found.title, "bad \uFFFD title");
  EXPECT_FALSE(store->read([](auto& c) { return find_session(c, {99}); }));
  EXPECT_EQ(error_of([&] { store->read([](auto& c) { return get_session(c, {99}); }); }).code(), Code::not_found);
}

TEST_F(Repositories, ARunIsStartedOnceAndEnded) {
  auto set = [&](RunState state, UnixMillis at) { store->write([&](Write& w) { set_run_state(w, run, state, at); }); };
  auto get = [&] { return store->read([&](auto& c) { return get_run(c, run); }); };
  auto open = [&] { return store->read([](auto& c) { return open_runs(c); }).size(); };
  EXPECT_EQ(get().state, RunState::queued);
  EXPECT_FALSE(get().started_at);
  set(RunState::running, 110);
  set(RunState::waiting_approval, 120);
  set(RunState::running, 130);
  EXPECT_EQ(get().started_at, 110);
  EXPECT_EQ(open(), 1u);
  store->write([&](Write& w) { count_resume(w, run); });
  set(RunState::finished, 140);
  EXPECT_EQ(get().ended_at, 140);
  EXPECT_EQ(get().resumes, 1);
  EXPECT_EQ(open(), 0u);
  EXPECT_EQ(error_of([&] { store->write([](Write& w) { set_run_state(w, {99}, RunState::failed, 1); }); }).code(),
            Code::not_found);
  EXPECT_EQ(error_of([&] { store->write([](Write& w) { count_resume(w, {99}); }); }).code(), Code::not_found);
  EXPECT_EQ(error_of([&] { store->read([](auto& c) { return get_run(c, {99}); }); }).code(), Code::not_found);
}

TEST_F(Repositories, EventsAreNumberedWithinTheirRun) {
  RunId other = store->write([&](Write& w) { return add_run(w, task, session, "reflex", 100); });
  store->write([&](Write& w) {
    EXPECT_EQ(add_run_event(w, run, "a", {{"text", "bad \xff"}}, 1), 1);
    EXPECT_EQ(add_run_event(w, run, "b", json::object(), 2), 2);
    EXPECT_EQ(add_run_event(w, other, "a", json::object(), 3), 1);
  });
  EXPECT_EQ(store->write([&](Write& w) { return add_run_event(w, run, "c", json::object(), 4); }), 3);
  std::string seen;
  store->read([&](auto& c) {
    each_run_event(c, run, 1, 100,
                   [&](const RunEventRow& row) { seen += std::to_string(row.sequence) + std::string(row.type); });
    each_run_event(c, run, 0, 1, [&](const RunEventRow& row) { seen += row.data; });
  });
  EXPECT_EQ(seen, "2b3c{\"text\":\"bad \uFFFD\"}");
}

TEST_F(Repositories, TasksEndAndAreListed) {
  TaskId second = store->write([&](Write& w) { return add_task(w, {session, "again", json::object(), 200}); });
  store->write([&](Write& w) { end_task(w, task, {RunState::failed, {{"error", "x"}}, {{"turns", 1}}, 150}); });
  std::vector<std::string> seen;
  auto note = [&](const TaskRow& row) {
    seen.push_back(std::string(row.title) + "/" + std::string(row.state) + "/" + std::string(row.outputs));
  };
  store->read([&](auto& c) {
    EXPECT_EQ(each_task(c, session, {}, note), 2);
    EXPECT_EQ(each_task(c, std::nullopt, {.before = second.value, .limit = 5}, note), 1);
    each_task_between(c, 100, 200, 10, note);
  });
  EXPECT_EQ(seen, (std::vector<std::string>{"again/queued/{}", "do/failed/{\"error\":\"x\"}",
                                            "do/failed/{\"error\":\"x\"}", "do/failed/{\"error\":\"x\"}"}));
  EXPECT_EQ(error_of([&] { store->write([](Write& w) { end_task(w, {99}, {}); }); }).code(), Code::not_found);
  for (std::int64_t limit : {0, 501}) {
    EXPECT_EQ(error_of([&] {
                store->read([&](auto& c) { return each_task(c, session, {.before = {}, .limit = limit}, note); });
              }).code(),
              Code::invalid_argument);
  }
}

TEST_F(Repositories, ToolCallsKeepTheirArgumentsAndResults) {
  store->write([&](Write& w) {
    add_tool_call(w, run, {"c1", "fs_write", Effect::write, {{"path", "x"}}, CallState::waiting, {}});
    add_tool_call(w, run, {"c2", "fs_read", Effect::read, json::object(), CallState::requested, {}});
    set_tool_call_state(w, run, "c1", CallState::started, 5);
    ToolResult result;
    result.text = "done";
    result.structured = {{"bytes", 3}};
    end_tool_call(w, run, "c1", CallState::finished, result, 6);
  });
  std::vector<ToolCallRecord> calls = store->read([&](auto& c) { return tool_calls(c, run); });
  ASSERT_EQ(calls.size(), 2u);
  EXPECT_EQ(calls[0].call_id, "c1");
  EXPECT_EQ(calls[0].effect, Effect::write);
  EXPECT_EQ(calls[0].state, CallState::finished);
  EXPECT_EQ(calls[0].arguments["path"], "x");
  EXPECT_EQ(calls[0].result->structured["bytes"], 3);
  EXPECT_FALSE(calls[1].result);
  auto unknown = [&] { store->write([&](Write& w) { set_tool_call_state(w, run, "c9", CallState::failed, 1); }); };
  EXPECT_EQ(error_of(unknown).code(), Code::not_found);
  auto twice = [&] {
    store->write([&](Write& w) { add_tool_call(w, run, {"c1", "t", Effect::read, {}, CallState::failed, {}}); });
  };
  EXPECT_EQ(error_of(twice).code(), Code::conflict);
}

TEST_F(Repositories, GrantsHoldForTheirSessionOrForAll) {
  WorkspaceId workspace = store->write([](Write& w) { return workspace_id(w, "/w", 1); });
  SessionId other = store->write([](Write& w) { return add_session(w, "two", std::nullopt, 1); });
  Grant grant;
  grant.effect = GrantEffect::allow;
  grant.tool = "fs_write";
  grant.pattern = "**";
  grant.workspace = workspace;
  store->write([&](Write& w) { add_grant(w, grant); });
  grant.session = session;
  grant.effect = GrantEffect::deny;
  store->write([&](Write& w) { add_grant(w, grant); });
  auto grants = [&](SessionId id) { return store->read([&](auto& c) { return grants_for(c, workspace, id); }); };
  ASSERT_EQ(grants(session).size(), 2u);
  EXPECT_EQ(grants(session)[1].effect, GrantEffect::deny);
  EXPECT_EQ(grants(session)[1].session, session);
  ASSERT_EQ(grants(other).size(), 1u);
  EXPECT_EQ(grants(other)[0].pattern, "**");
}

TEST_F(Repositories, PreferencesAreReplacedAndRemoved) {
  store->write([](Write& w) {
    set_preference(w, "a", 1, 1);
    set_preference(w, "a", "two", 2);
    set_preference(w, "b", true, 1);
    remove_preference(w, "b");
  });
  EXPECT_EQ(store->read([](auto& c) { return preferences(c); }), (std::map<std::string, json>{{"a", "two"}}));
}

}  // namespace
}  // namespace hearth::store
