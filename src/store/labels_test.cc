#include "store/labels.h"

#include <gtest/gtest.h>

#include <string>

#include "store/file_history.h"
#include "store/messages.h"
#include "store/runs.h"
#include "store/sessions.h"
#include "store/test_store.h"

namespace hearth::store {
namespace {

constexpr Labels nothing{};
constexpr Labels private_only{.untrusted = false, .is_private = true};
constexpr Labels both{.untrusted = true, .is_private = true};

class LabelsTest : public StoreTest {
 protected:
  SessionId new_session() {
    return store->write([&](Write& write) { return add_session(write, "s", workspace_, 1); });
  }
  FileRecorder recorder(SessionId session) {
    return store->write([&](Write& write) {
      TaskId task = add_task(write, {session, "t", json::object(), 1});
      RunId run = add_run(write, task, session, "reflex", 1);
      return FileRecorder(*store, {workspace_, run, task, session, {"**/*.eml"}});
    });
  }
  void change(SessionId session, FileAction action, const std::string& path, const std::string& previous = "") {
    FileRecorder files = recorder(session);
    files.change_settled(files.change_intended("c", {action, path, previous, "", "h", 1}), ChangeOutcome::done);
  }
  Labels after_reading(const std::string& path) {
    SessionId session = new_session();
    recorder(session).files_read("c", {{path, "h", 1}});
    return labels(session);
  }
  Labels labels(SessionId session) {
    return store->read([&](db::Connection& connection) { return session_labels(connection, session); });
  }
  void taint(SessionId session) {
    store->write([&](Write& write) { add_session_labels(write, session, {.untrusted = true, .is_private = false}); });
  }
  bool any_untrusted() {
    return store->read([&](db::Connection& connection) { return has_untrusted_files(connection, workspace_); });
  }
  WorkspaceId workspace_ = store->write([&](Write& write) { return workspace_id(write, "/w", 1); });
};

TEST_F(LabelsTest, ASessionHoldsNothingUntilItReadsAFile) {
  SessionId session = new_session();
  EXPECT_EQ(labels(session), nothing);
  recorder(session).files_read("c", {});
  EXPECT_EQ(labels(session), nothing);
  recorder(session).files_read("c", {{"a.txt", "h", 1}});
  EXPECT_EQ(labels(session), private_only);
}

TEST_F(LabelsTest, AreAddedAndNeverTakenAway) {
  SessionId session = new_session();
  taint(session);
  store->write([&](Write& write) { add_session_labels(write, session, private_only); });
  store->write([&](Write& write) { add_session_labels(write, session, nothing); });
  EXPECT_EQ(labels(session), both);
  EXPECT_EQ(error_of([&] { labels({99}); }).code(), Code::not_found);
}

TEST_F(LabelsTest, UntrustedTextInAFileIsUntrustedInAnotherSession) {
  SessionId tainted = new_session();
  change(tainted, FileAction::create, "before.txt");
  taint(tainted);
  EXPECT_FALSE(any_untrusted());
  change(tainted, FileAction::create, "after.txt");
  EXPECT_TRUE(any_untrusted());
  EXPECT_EQ(after_reading("before.txt"), private_only);
  EXPECT_EQ(after_reading("after.txt"), both);
}

TEST_F(LabelsTest, FollowTheFileThroughRenamesAndChanges) {
  SessionId tainted = new_session();
  taint(tainted);
  change(tainted, FileAction::modify, "a.txt");
  SessionId clean = new_session();
  change(clean, FileAction::rename, "b.txt", "a.txt");
  EXPECT_EQ(after_reading("b.txt"), both);
  change(clean, FileAction::modify, "b.txt");
  EXPECT_EQ(after_reading("b.txt"), both) << "a change may keep a part of what was there";
  change(clean, FileAction::remove, "b.txt");
  EXPECT_FALSE(any_untrusted());
  change(clean, FileAction::create, "b.txt");
  EXPECT_EQ(after_reading("b.txt"), private_only);
}

TEST_F(LabelsTest, AFileThatComesFromOthersByItsNatureIsUntrusted) {
  EXPECT_EQ(after_reading("mail/letter.eml"), both);
  EXPECT_EQ(after_reading("mail/letter.txt"), private_only);
  SessionId clean = new_session();
  change(clean, FileAction::rename, "letter.md", "mail/letter.eml");
  EXPECT_EQ(after_reading("letter.md"), both) << "under another name as well";
}

TEST_F(LabelsTest, AMessageOfATaintedSessionCarriesItsLabelUnlessTheUserWroteIt) {
  SessionId session = new_session();
  taint(session);
  Message answer = user_message("says the page");
  answer.role = Role::assistant;
  store->write([&](Write& write) {
    add_message(write, {session, {}, user_message("question"), 1});
    add_message(write, {session, {}, answer, 2});
  });
  std::string seen;
  store->read([&](db::Connection& connection) {
    db::Statement row = connection.prepare("SELECT role, untrusted FROM messages ORDER BY id");
    while (row.step()) seen += row.copy(0) + std::to_string(row.integer(1)) + " ";
  });
  EXPECT_EQ(seen, "user0 assistant1 ");
}

}  // namespace
}  // namespace hearth::store
