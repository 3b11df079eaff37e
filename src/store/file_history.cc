#include "store/file_history.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/error.h"
#include "store/stored_json.h"
#include "store/stored_path.h"
#include "store/task_row.h"

namespace hearth::store {

namespace {

std::vector<FileId> stored_files_named(db::Connection& connection, std::string_view stored,
                                       std::optional<WorkspaceId> workspace) {
  constexpr db::Sql in_workspace =
      "SELECT file_id FROM file_names WHERE path = ?1 AND workspace_id = ?2 ORDER BY file_id DESC";
  constexpr db::Sql anywhere = "SELECT file_id FROM file_names WHERE path = ?1";
  db::Statement row = connection.prepare(workspace ? in_workspace : anywhere);
  row.bind(stored);
  if (workspace) row.bind(*workspace);
  std::vector<FileId> files;
  while (row.step()) files.push_back({row.integer(0)});
  if (!workspace) std::sort(files.rbegin(), files.rend());
  return files;
}

struct TaskActions {
  TaskId task;
  std::string actions;  // JSON array
};

// The distinct actions of both arrays, those of the first in front.
std::string united(const std::string& first, const std::string& second) {
  json all = stored_json(first, "list of actions");
  for (json& action : stored_json(second, "list of actions")) {
    if (std::find(all.begin(), all.end(), action) == all.end()) all.push_back(std::move(action));
  }
  return json_text(all);
}

// The newest tasks of several files, each task once, newest first.
std::vector<TaskActions> tasks_of_files(db::Connection& connection, const std::vector<FileId>& files,
                                        PageBounds bounds) {
  std::vector<TaskActions> tasks;
  for (FileId file : files) {
    db::Statement row = connection.prepare(
        "SELECT task_id, actions FROM task_files WHERE file_id = ? AND task_id < ? ORDER BY task_id DESC LIMIT 0 + ?");
    row.bind(file, bounds.before, bounds.limit);
    while (row.step()) tasks.push_back({{row.integer(0)}, row.copy(1)});
  }
  std::stable_sort(tasks.begin(), tasks.end(), [](const auto& a, const auto& b) { return a.task > b.task; });
  std::vector<TaskActions> once;
  for (TaskActions& next : tasks) {
    if (!once.empty() && once.back().task == next.task) {
      once.back().actions = united(once.back().actions, next.actions);
    } else if (static_cast<std::int64_t>(once.size()) < bounds.limit) {
      once.push_back(std::move(next));
    } else {
      break;
    }
  }
  return once;
}

using EachTask = std::function<void(const TaskRow&, std::string_view actions)>;

int each_task_of_one_file(db::Connection& connection, FileId file, PageBounds bounds, const EachTask& each) {
  db::Statement row = connection.prepare("SELECT " HEARTH_TASK_COLUMNS
                                         ", f.actions FROM task_files f CROSS JOIN tasks t ON t.id = f.task_id "
                                         "WHERE f.file_id = ? AND f.task_id < ? ORDER BY f.task_id DESC LIMIT 0 + ?");
  row.bind(file, bounds.before, bounds.limit);
  int seen = 0;
  for (; row.step(); ++seen) each(task_row(row), row.text(task_columns));
  return seen;
}

}  // namespace

std::vector<FileId> files_named(db::Connection& connection, std::string_view path,
                                std::optional<WorkspaceId> workspace) {
  return stored_files_named(connection, stored_path(path), workspace);
}

std::vector<std::string> names_of(db::Connection& connection, FileId file) {
  db::Statement row = connection.prepare("SELECT path FROM file_names WHERE file_id = ? ORDER BY since_event");
  row.bind(file);
  std::vector<std::string> names;
  while (row.step()) names.push_back(path_from_stored(row.text(0)));
  return names;
}

int each_task_of_file(db::Connection& connection, std::string_view path, std::optional<WorkspaceId> workspace,
                      const Page& page, const EachTask& each) {
  PageBounds bounds = bounds_of(page);
  std::vector<FileId> files = stored_files_named(connection, stored_path(path), workspace);
  if (files.size() == 1) return each_task_of_one_file(connection, files[0], bounds, each);
  int seen = 0;
  for (const TaskActions& next : tasks_of_files(connection, files, bounds)) {
    db::Statement row = connection.prepare("SELECT " HEARTH_TASK_COLUMNS " FROM tasks t WHERE t.id = ?");
    row.bind(next.task);
    if (!row.step()) continue;
    each(task_row(row), next.actions);
    ++seen;
  }
  return seen;
}

std::vector<UnsettledChange> unsettled_changes(db::Connection& connection) {
  db::Statement row = connection.prepare(
      "SELECT e.id, e.run_id, e.call_id, w.root, e.action, e.path, e.previous_path, e.hash_before, e.hash_after, "
      "e.size "
      "FROM file_events e JOIN files f ON f.id = e.file_id JOIN workspaces w ON w.id = f.workspace_id "
      "WHERE e.state = 'intended' ORDER BY e.id");
  std::vector<UnsettledChange> changes;
  while (row.step()) {
    UnsettledChange unsettled;
    unsettled.id = {row.integer(0)};
    unsettled.run = {row.integer(1)};
    unsettled.call_id = row.copy(2);
    unsettled.workspace_root = path_from_stored(row.text(3));
    unsettled.change.action = file_action_from(row.text(4));
    unsettled.change.path = path_from_stored(row.text(5));
    unsettled.change.previous_path = path_from_stored(row.text(6));
    unsettled.change.hash_before = row.copy(7);
    unsettled.change.hash_after = row.copy(8);
    unsettled.change.size = row.integer(9);
    changes.push_back(std::move(unsettled));
  }
  return changes;
}

std::optional<ChangeOutcome> change_of_call(db::Connection& connection, RunId run, std::string_view call_id) {
  db::Statement row = connection.prepare(
      "SELECT state FROM file_events WHERE run_id = ? AND call_id = ? AND action <> 'read' ORDER BY id DESC LIMIT 1");
  row.bind(run, call_id);
  if (!row.step() || row.text(0) == "intended") return std::nullopt;
  return row.text(0) == "done" ? ChangeOutcome::done : ChangeOutcome::undone;
}

}  // namespace hearth::store
