#include "store/file_history.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "store/labels.h"
#include "store/messages.h"
#include "store/sessions.h"
#include "store/test_store.h"

namespace hearth::store {
namespace {

class FileHistory : public StoreTest {
 protected:
  struct Task {
    TaskId id;
    FileEventScope scope;
  };
  Task new_task() {
    return store->write([&](Write& w) {
      TaskId task = add_task(w, {session, "t", json::object(), 1});
      return Task{task, {workspace, add_run(w, task, session, "reflex", 1), task, session}};
    });
  }
  void read_file(const Task& task, const std::string& path) {
    FileRecorder(*store, task.scope).files_read("c", {{path, "h", 1}});
  }
  void change(const Task& task, FileAction action, const std::string& path, const std::string& previous = "",
              ChangeOutcome outcome = ChangeOutcome::done) {
    FileRecorder recorder(*store, task.scope);
    FileChange change;
    change.action = action;
    change.path = path;
    change.previous_path = previous;
    change.hash_after = "h2";
    recorder.change_settled(recorder.change_intended("c", change), outcome);
  }
  std::string history(std::string_view path, Page page = {}) {
    std::string text;
    store->read([&](auto& c) {
      return each_task_of_file(c, path, workspace, page, [&](const TaskRow& row, std::string_view actions) {
        text += std::to_string(row.id.value) + std::string(actions);
      });
    });
    return text;
  }
  std::vector<FileId> files(std::string_view path) {
    return store->read([&](auto& c) { return files_named(c, path, workspace); });
  }
  std::vector<std::string> names(FileId file) {
    return store->read([&](auto& c) { return names_of(c, file); });
  }

  WorkspaceId workspace = store->write([](Write& w) { return workspace_id(w, "/w", 1); });
  SessionId session = store->write([this](Write& w) { return add_session(w, "s", workspace, 1); });
};

TEST_F(FileHistory, ListsTheTasksNewestFirstWithTheirDistinctActions) {
  Task first = new_task(), second = new_task();
  read_file(first, "a");
  read_file(first, "a");
  change(first, FileAction::modify, "a");
  read_file(second, "a");
  EXPECT_EQ(history("a"), R"(2["read"]1["read","modify"])");
  EXPECT_EQ(history("a", {.before = 2, .limit = 50}), R"(1["read","modify"])");
  EXPECT_EQ(history("a", {.before = {}, .limit = 1}), R"(2["read"])");
  EXPECT_EQ(history("b"), "");
}

TEST_F(FileHistory, FollowsAChainOfRenamesUnderEveryName) {
  Task first = new_task(), second = new_task();
  change(first, FileAction::create, "a");
  change(first, FileAction::rename, "b", "a");
  change(second, FileAction::rename, "c", "b");
  ASSERT_EQ(files("c").size(), 1u);
  EXPECT_EQ(files("a"), files("c"));
  EXPECT_EQ(names(files("c")[0]), (std::vector<std::string>{"a", "b", "c"}));
  for (const char* name : {"a", "b", "c"}) EXPECT_EQ(history(name), R"(2["rename"]1["create","rename"])") << name;
}

TEST_F(FileHistory, ARenamedAwayNameMayBelongToANewFile) {
  Task task = new_task();
  change(task, FileAction::create, "a");
  change(task, FileAction::rename, "b", "a");
  change(task, FileAction::create, "a");
  ASSERT_EQ(files("a").size(), 2u);
  EXPECT_GT(files("a")[0], files("a")[1]);
  EXPECT_EQ(files("b").size(), 1u);
  EXPECT_EQ(history("a"), R"(1["create","rename"])") << "one task, the actions of both files united";
}

TEST_F(FileHistory, ARenameOntoAnotherFileEndsThatOne) {
  Task task = new_task();
  change(task, FileAction::create, "a");
  change(task, FileAction::create, "b");
  FileId a = files("a")[0];
  change(task, FileAction::rename, "b", "a");
  EXPECT_EQ(files("b"), (std::vector<FileId>{files("b")[0], a}));
  Task later = new_task();
  read_file(later, "b");
  EXPECT_EQ(store->read([&](auto& c) { return names_of(c, a); }), (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(history("a").substr(0, 9), "2[\"read\"]") << "what lies at b now is what was a";
}

TEST_F(FileHistory, ADeletedFileKeepsItsHistoryAndItsSuccessorHasAnother) {
  Task first = new_task(), second = new_task();
  read_file(first, "a");
  change(first, FileAction::remove, "a");
  EXPECT_EQ(history("a"), R"(1["read","delete"])");
  change(second, FileAction::create, "a");
  EXPECT_EQ(files("a").size(), 2u);
  EXPECT_EQ(history("a"), R"(2["create"]1["read","delete"])");
}

TEST_F(FileHistory, WhatWasDeletedOutsideIsReplacedByACreation) {
  Task task = new_task();
  read_file(task, "a");
  change(task, FileAction::create, "a");
  EXPECT_EQ(files("a").size(), 2u);
}

TEST_F(FileHistory, AnUndoneChangeLeavesNoTrace) {
  Task task = new_task();
  change(task, FileAction::create, "a", "", ChangeOutcome::undone);
  EXPECT_TRUE(files("a").empty());
  EXPECT_EQ(history("a"), "");
  read_file(task, "b");
  change(task, FileAction::rename, "c", "b", ChangeOutcome::undone);
  EXPECT_TRUE(files("c").empty());
  EXPECT_EQ(history("b"), R"(1["read"])");
}

TEST_F(FileHistory, WhatAProgramChangedIsDoneAndTakesOnTheLabel) {
  Task task = new_task();
  store->write([&](Write& w) { add_session_labels(w, session, {.untrusted = true, .is_private = false}); });
  std::vector<FileChange> changes(1200);
  for (std::size_t i = 0; i < changes.size(); ++i) {
    changes[i].action = FileAction::create;
    changes[i].path = std::to_string(i);
  }
  FileRecorder(*store, task.scope).files_changed("c", changes);
  EXPECT_EQ(history("1199"), std::to_string(task.id.value) + R"(["create"])");
  store->read([&](db::Connection& c) {
    EXPECT_TRUE(unsettled_changes(c).empty());
    db::Statement row = c.prepare("SELECT count(*) FROM files WHERE untrusted = 1 AND present = 1");
    ASSERT_TRUE(row.step());
    EXPECT_EQ(row.integer(0), 1200);
  });
}

TEST_F(FileHistory, IntentionsAreOpenUntilSettledOnce) {
  Task task = new_task();
  FileRecorder recorder(*store, task.scope);
  FileChange change{FileAction::rename, "b\xff", "a", "h1", "h1", 3};
  FileEventId event = recorder.change_intended("c7", change);
  auto open = [&] { return store->read([](auto& c) { return unsettled_changes(c); }); };
  ASSERT_EQ(open().size(), 1u);
  EXPECT_EQ(open()[0].id, event);
  EXPECT_EQ(open()[0].call_id, "c7");
  EXPECT_EQ(open()[0].workspace_root, "/w");
  EXPECT_EQ(open()[0].change.path, "b\xff");
  EXPECT_EQ(open()[0].change.previous_path, "a");
  EXPECT_EQ(open()[0].change.hash_before, "h1");
  EXPECT_TRUE(files("b\xff").empty());
  recorder.change_settled(event, ChangeOutcome::done);
  EXPECT_TRUE(open().empty());
  EXPECT_EQ(names(files("b\xff")[0]), (std::vector<std::string>{"a", "b\xff"}));
  EXPECT_EQ(error_of([&] { recorder.change_settled(event, ChangeOutcome::done); }).code(), Code::conflict);
}

TEST_F(FileHistory, TwoFirstMeetingsAreOneFile) {
  Task task = new_task();
  FileRecorder recorder(*store, task.scope);
  FileChange change;
  change.path = "a";
  FileEventId first = recorder.change_intended("c1", change), second = recorder.change_intended("c2", change);
  recorder.change_settled(first, ChangeOutcome::done);
  recorder.change_settled(second, ChangeOutcome::done);
  EXPECT_EQ(files("a").size(), 1u);
  EXPECT_EQ(history("a"), R"(1["modify"])");
}

TEST_F(FileHistory, WorkspacesAreApartUnlessAskedTogether) {
  Task task = new_task();
  read_file(task, "a");
  WorkspaceId other = store->write([](Write& w) { return workspace_id(w, "/other", 1); });
  Task there = new_task();
  there.scope.workspace = other;
  read_file(there, "a");
  EXPECT_EQ(files("a").size(), 1u);
  auto both = store->read([](auto& c) { return files_named(c, "a", std::nullopt); });
  ASSERT_EQ(both.size(), 2u);
  EXPECT_GT(both[0], both[1]);
}

// The lists must come out of their indexes in order: a sort would read all rows to give the first.
TEST_F(FileHistory, NoListOfTheStoreSorts) {
  Task task = new_task();
  read_file(task, "a");
  store->write([&](Write& w) {
    db::Connection& c = w.connection();
    each_message(c, session, {}, [](const MessageRow&) {});
    each_task(c, session, {}, [](const TaskRow&) {});
    each_task(c, std::nullopt, {}, [](const TaskRow&) {});
    each_task_between(c, 0, 9, 10, [](const TaskRow&) {});
    each_task_of_file(c, "a", workspace, {}, [](const TaskRow&, std::string_view) {});
    each_task_of_file(c, "a", std::nullopt, {}, [](const TaskRow&, std::string_view) {});
    each_run(c, session, {}, {}, [](const store::Run&) {});
    each_run_event(c, task.scope.run, 0, 10, [](const RunEventRow&) {});
    list_sessions(c, {"", 10}, [](const Session&) {});
    open_runs(c);
    unsettled_changes(c);
    names_of(c, {1});
    std::vector<PlanStep> steps = query_plans(c);
    for (const PlanStep& step : steps)
      EXPECT_FALSE(step.sorts() || step.reads_all()) << step.sql << ": " << step.detail;
    EXPECT_GE(steps.size(), 12U);
  });
}

TEST_F(FileHistory, WhatASessionTouchedIsListedLastTouchedFirst) {
  Task first = new_task(), second = new_task();
  read_file(first, "a");
  change(first, FileAction::create, "b");
  change(second, FileAction::modify, "b");
  change(second, FileAction::remove, "gone");
  change(second, FileAction::modify, "never", "", ChangeOutcome::undone);
  std::string seen;
  auto note = [&](const TouchedFile& file) {
    seen += file.path + std::string(file.actions) + (file.present ? "" : "!") + std::to_string(file.times) + "@" +
            std::to_string(file.last_run.value) + " ";
  };
  store->read([&](auto& c) { each_touched_file(c, session, 10, note); });
  EXPECT_EQ(seen, "gone[\"delete\"]!1@2 b[\"create\",\"modify\"]2@2 a[\"read\"]1@1 ");
  seen.clear();
  store->read([&](auto& c) { each_touched_file(c, session, 1, note); });
  EXPECT_EQ(seen.substr(0, 4), "gone");
}

}  // namespace
}  // namespace hearth::store
