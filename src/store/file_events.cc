#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/error.h"
#include "domain/glob.h"
#include "store/file_history.h"
#include "store/labels.h"
#include "store/stored_path.h"

namespace hearth::store {

namespace {

struct NewEvent {
  FileId file;
  RunId run;
  std::string_view call_id;
  FileAction action;
  std::string_view path;
  std::optional<std::string_view> previous_path, hash_before, hash_after;
  std::int64_t size;
  std::string_view state;
  UnixMillis at;
};

FileEventId add_event(db::Connection& connection, const NewEvent& event) {
  connection
      .prepare(
          "INSERT INTO file_events(file_id, run_id, call_id, action, path, previous_path, hash_before, hash_after, "
          "size, state, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
      .bind(event.file, event.run, event.call_id, to_string(event.action), event.path, event.previous_path,
            event.hash_before, event.hash_after, event.size, event.state, event.at)
      .run();
  return {connection.last_insert_id()};
}

std::optional<FileId> present_file(db::Connection& connection, WorkspaceId workspace, std::string_view path) {
  db::Statement row = connection.prepare("SELECT id FROM files WHERE workspace_id = ? AND path = ? AND present = 1");
  row.bind(workspace, path);
  if (!row.step()) return std::nullopt;
  return FileId{row.integer(0)};
}

FileId add_file(db::Connection& connection, WorkspaceId workspace, std::string_view path) {
  connection.prepare("INSERT INTO files(workspace_id, path, present) VALUES (?, ?, 0)").bind(workspace, path).run();
  return {connection.last_insert_id()};
}

void add_name(db::Connection& connection, FileId file, WorkspaceId workspace, std::string_view path,
              FileEventId since) {
  connection.prepare("INSERT OR IGNORE INTO file_names(path, workspace_id, file_id, since_event) VALUES (?, ?, ?, ?)")
      .bind(path, workspace, file, since)
      .run();
}

void add_action(db::Connection& connection, FileId file, TaskId task, FileAction action) {
  connection
      .prepare(
          "INSERT INTO task_files(file_id, task_id, actions) VALUES (?1, ?2, json_array(?3)) "
          "ON CONFLICT (file_id, task_id) DO UPDATE SET actions = json_insert(actions, '$[#]', ?3) "
          "WHERE instr(actions, json_quote(?3)) = 0")
      .bind(file, task, to_string(action))
      .run();
}

// The file lies at this path now; whatever lay there before is gone.
void place(db::Connection& connection, FileId file, WorkspaceId workspace, std::string_view path) {
  connection.prepare("UPDATE files SET present = 0 WHERE workspace_id = ? AND path = ? AND present = 1 AND id <> ?")
      .bind(workspace, path, file)
      .run();
  connection.prepare("UPDATE files SET present = 1, path = ? WHERE id = ?").bind(path, file).run();
}

void set_hash(db::Connection& connection, FileId file, std::string_view hash) {
  connection.prepare("UPDATE files SET last_hash = ?1 WHERE id = ?2 AND last_hash <> ?1").bind(hash, file).run();
}

void label_untrusted(db::Connection& connection, FileId file) {
  connection.prepare("UPDATE files SET untrusted = 1 WHERE id = ? AND untrusted = 0").bind(file).run();
}

bool is_untrusted(db::Connection& connection, FileId file) {
  db::Statement row = connection.prepare("SELECT untrusted FROM files WHERE id = ?");
  row.bind(file);
  return row.step() && row.integer(0) != 0;
}

// What a session has held may be in whatever it writes.
void label_as_session(db::Connection& connection, FileId file, RunId run) {
  connection
      .prepare(
          "UPDATE files SET untrusted = 1 WHERE id = ?1 AND untrusted = 0 AND "
          "(SELECT s.untrusted FROM runs r JOIN sessions s ON s.id = r.session_id WHERE r.id = ?2) = 1")
      .bind(file, run)
      .run();
}

bool comes_from_others(const FileEventScope& scope, std::string_view path) {
  return std::ranges::any_of(scope.untrusted_files,
                             [&](const std::string& pattern) { return glob_matches(pattern, path); });
}

void reassign(db::Connection& connection, FileId file, FileEventId event) {
  connection.prepare("UPDATE file_events SET file_id = ? WHERE id = ?").bind(file, event).run();
}

// An intention as it was recorded, with what settling it needs.
struct Intention {
  FileId file;
  WorkspaceId workspace;
  TaskId task;
  RunId run;
  FileAction action;
  std::string path, previous_path, hash_after;
  bool file_is_known;  // it has been settled or read before

  const std::string& source() const { return action == FileAction::rename ? previous_path : path; }
};

Intention find_intention(db::Connection& connection, FileEventId event) {
  db::Statement row = connection.prepare(
      "SELECT e.file_id, f.workspace_id, r.task_id, r.id, e.action, e.path, e.previous_path, e.hash_after, "
      "EXISTS (SELECT 1 FROM file_names n WHERE n.file_id = e.file_id) "
      "FROM file_events e JOIN files f ON f.id = e.file_id JOIN runs r ON r.id = e.run_id "
      "WHERE e.id = ? AND e.state = 'intended'");
  row.bind(event);
  if (!row.step()) {
    throw Error(Code::conflict, fmt::format("settling file event {}: no such change is open", event.value));
  }
  return {.file = {row.integer(0)},
          .workspace = {row.integer(1)},
          .task = {row.integer(2)},
          .run = {row.integer(3)},
          .action = file_action_from(row.text(4)),
          .path = row.copy(5),
          .previous_path = row.copy(6),
          .hash_after = row.copy(7),
          .file_is_known = row.integer(8) != 0};
}

// Two calls may each have met the same file for the first time: the one that settles later joins the other's file.
FileId settled_file(db::Connection& connection, const Intention& intention, FileEventId event) {
  if (intention.file_is_known || intention.action == FileAction::create) return intention.file;
  std::optional<FileId> other = present_file(connection, intention.workspace, intention.source());
  if (!other) return intention.file;
  reassign(connection, *other, event);
  connection.prepare("DELETE FROM files WHERE id = ?").bind(intention.file).run();
  return *other;
}

void settle_as_done(db::Connection& connection, const Intention& intention, FileEventId event) {
  FileId file = settled_file(connection, intention, event);
  add_name(connection, file, intention.workspace, intention.source(), event);
  switch (intention.action) {
    case FileAction::rename:
      add_name(connection, file, intention.workspace, intention.path, event);
      [[fallthrough]];
    case FileAction::read:
    case FileAction::create:
    case FileAction::modify:
      place(connection, file, intention.workspace, intention.path);
      set_hash(connection, file, intention.hash_after);
      label_as_session(connection, file, intention.run);
      break;
    case FileAction::remove:
      connection.prepare("UPDATE files SET present = 0 WHERE id = ?").bind(file).run();
      break;
  }
  add_action(connection, file, intention.task, intention.action);
}

std::optional<std::string_view> unless_empty(std::string_view text) {
  if (text.empty()) return std::nullopt;
  return text;
}

}  // namespace

void add_file_reads(Write& write, const FileEventScope& scope, std::string_view call_id,
                    const std::vector<FileRead>& reads, UnixMillis now) {
  db::Connection& connection = write.connection();
  Labels seen{.untrusted = false, .is_private = !reads.empty()};
  for (const FileRead& read : reads) {
    std::string path = stored_path(read.path);
    std::optional<FileId> known = present_file(connection, scope.workspace, path);
    FileId file = known ? *known : add_file(connection, scope.workspace, path);
    FileEventId event = add_event(connection, {.file = file,
                                               .run = scope.run,
                                               .call_id = call_id,
                                               .action = FileAction::read,
                                               .path = path,
                                               .previous_path = {},
                                               .hash_before = read.hash,
                                               .hash_after = read.hash,
                                               .size = read.size,
                                               .state = "done",
                                               .at = now});
    if (!known) {
      place(connection, file, scope.workspace, path);
      add_name(connection, file, scope.workspace, path, event);
    }
    set_hash(connection, file, read.hash);
    if (comes_from_others(scope, path)) label_untrusted(connection, file);
    seen.untrusted = seen.untrusted || is_untrusted(connection, file);
    add_action(connection, file, scope.task, FileAction::read);
  }
  add_session_labels(write, scope.session, seen);
}

FileEventId add_file_change(Write& write, const FileEventScope& scope, std::string_view call_id,
                            const FileChange& change, UnixMillis now) {
  db::Connection& connection = write.connection();
  std::string path = stored_path(change.path), previous_path = stored_path(change.previous_path);
  const std::string& source = change.action == FileAction::rename ? previous_path : path;
  // What is created was not there, whatever the history believes: a file of this name was removed by someone else.
  std::optional<FileId> known;
  if (change.action != FileAction::create) known = present_file(connection, scope.workspace, source);
  FileId file = known ? *known : add_file(connection, scope.workspace, source);
  if (comes_from_others(scope, path) || comes_from_others(scope, source)) label_untrusted(connection, file);
  return add_event(connection, {.file = file,
                                .run = scope.run,
                                .call_id = call_id,
                                .action = change.action,
                                .path = path,
                                .previous_path = unless_empty(previous_path),
                                .hash_before = unless_empty(change.hash_before),
                                .hash_after = unless_empty(change.hash_after),
                                .size = change.size,
                                .state = "intended",
                                .at = now});
}

void settle_file_change(Write& write, FileEventId event, ChangeOutcome outcome) {
  db::Connection& connection = write.connection();
  Intention intention = find_intention(connection, event);
  switch (outcome) {
    case ChangeOutcome::done:
      settle_as_done(connection, intention, event);
      connection.prepare("UPDATE file_events SET state = 'done' WHERE id = ?").bind(event).run();
      break;
    case ChangeOutcome::undone:
      connection.prepare("UPDATE file_events SET state = 'undone' WHERE id = ?").bind(event).run();
      break;
  }
}

void FileRecorder::files_read(const std::string& call_id, const std::vector<FileRead>& reads) {
  if (reads.empty()) return;
  store_.write([&](Write& write) { add_file_reads(write, scope_, call_id, reads, unix_millis_now()); });
}

FileEventId FileRecorder::change_intended(const std::string& call_id, const FileChange& change) {
  return store_.write([&](Write& write) { return add_file_change(write, scope_, call_id, change, unix_millis_now()); });
}

void FileRecorder::change_settled(FileEventId event, ChangeOutcome outcome) {
  store_.write([&](Write& write) { settle_file_change(write, event, outcome); });
}

void FileRecorder::files_changed(const std::string& call_id, const std::vector<FileChange>& changes) {
  constexpr std::size_t in_a_commit = 500;
  for (std::size_t begin = 0; begin < changes.size(); begin += in_a_commit) {
    std::size_t end = std::min(changes.size(), begin + in_a_commit);
    store_.write([&](Write& write) {
      for (std::size_t i = begin; i < end; ++i) {
        FileEventId event = add_file_change(write, scope_, call_id, changes[i], unix_millis_now());
        settle_file_change(write, event, ChangeOutcome::done);
      }
    });
  }
}

}  // namespace hearth::store
