// What was done with files: events with content hashes, names through renames, tasks per file.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "domain/file_event.h"
#include "domain/ids.h"
#include "store/page.h"
#include "store/runs.h"
#include "store/store.h"

namespace hearth::store {

// Whose events these are.
struct FileEventScope {
  WorkspaceId workspace;
  RunId run;
  TaskId task;
  SessionId session;
  // Globs of files whose content comes from others by its nature: they are labelled untrusted when they are met.
  std::vector<std::string> untrusted_files = {};
};
void add_file_reads(Write& write, const FileEventScope& scope, std::string_view call_id,
                    const std::vector<FileRead>& reads, UnixMillis now);
// Records the intention. Names, presence and task_files change only when it is settled as done.
FileEventId add_file_change(Write& write, const FileEventScope& scope, std::string_view call_id,
                            const FileChange& change, UnixMillis now);
void settle_file_change(Write& write, FileEventId event, ChangeOutcome outcome);

// FileEventSink over a store, for one run. Any thread of the run.
class FileRecorder : public FileEventSink {
 public:
  FileRecorder(Store& store, FileEventScope scope) : store_(store), scope_(scope) {}
  void files_read(const std::string& call_id, const std::vector<FileRead>& reads) override;
  FileEventId change_intended(const std::string& call_id, const FileChange& change) override;
  void change_settled(FileEventId event, ChangeOutcome outcome) override;
  void files_changed(const std::string& call_id, const std::vector<FileChange>& changes) override;

 private:
  Store& store_;
  FileEventScope scope_;
};

// A change that was recorded but not settled when the program ended.
struct UnsettledChange {
  FileEventId id;
  RunId run;
  std::string call_id;
  std::string workspace_root;
  FileChange change;
};
std::vector<UnsettledChange> unsettled_changes(db::Connection& connection);
// How the last file change of a call ended; nothing if it made none, or it is not settled.
std::optional<ChangeOutcome> change_of_call(db::Connection& connection, RunId run, std::string_view call_id);

// Files that have, or once had, this name; in every workspace if none is given. Newest first.
std::vector<FileId> files_named(db::Connection& connection, std::string_view path,
                                std::optional<WorkspaceId> workspace);
// Every name the file has had, oldest first.
std::vector<std::string> names_of(db::Connection& connection, FileId file);
// What the runs of a session did with a file; the views are valid inside the callback only.
struct TouchedFile {
  std::string path;  // its present name, or its last one
  bool present = false;
  std::string_view actions;  // JSON array, each once
  std::int64_t times = 0;
  UnixMillis first_at = 0;
  UnixMillis last_at = 0;
  RunId last_run;
};
// Last touched first, at most `limit` (1 to 501).
void each_touched_file(db::Connection& connection, SessionId session, std::int64_t limit,
                       const std::function<void(const TouchedFile&)>& each);

// A change that the runs of a session made to a file; the views are valid inside the callback only.
struct MadeChange {
  FileEventId id;
  RunId run;
  std::string_view call_id;
  std::string_view tool;
  std::string_view action;
  std::string path;
  std::string previous_path;  // of a rename; else empty
  UnixMillis at = 0;
  std::string_view text_change;  // JSON, tools/text_change.h; empty where none was kept
};
// Newest first. Returns how many there were.
int each_made_change(db::Connection& connection, SessionId session, const Page& page,
                     const std::function<void(const MadeChange&)>& each);

// Tasks that touched any file that has or had this name, newest first, each with the JSON array of its actions.
int each_task_of_file(db::Connection& connection, std::string_view path, std::optional<WorkspaceId> workspace,
                      const Page& page, const std::function<void(const TaskRow&, std::string_view actions)>& each);

}  // namespace hearth::store
