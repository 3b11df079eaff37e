#include <fmt/format.h>

#include "base/error.h"
#include "base/utf8.h"
#include "store/runs.h"
#include "store/stored_json.h"
#include "store/task_row.h"

namespace hearth::store {

TaskRow task_row(const db::Statement& row) {
  TaskRow task;
  task.id = {row.integer(0)};
  task.session = {row.integer(1)};
  task.title = row.text(2);
  task.state = row.text(3);
  task.inputs = row.text(4);
  task.outputs = row.text(5);
  task.metadata = row.text(6);
  task.created_at = row.integer(7);
  if (!row.is_null(8)) task.finished_at = row.integer(8);
  return task;
}

TaskId add_task(Write& write, const NewTask& task) {
  db::Connection& connection = write.connection();
  std::string title = to_valid_utf8(task.title), inputs = json_text(task.inputs);
  connection.prepare("INSERT INTO tasks(session_id, title, state, inputs, created_at) VALUES (?, ?, ?, ?, ?)")
      .bind(task.session, title, to_string(RunState::queued), inputs, task.at)
      .run();
  return {connection.last_insert_id()};
}

void end_task(Write& write, TaskId id, const TaskEnd& end) {
  db::Connection& connection = write.connection();
  std::string outputs = json_text(end.outputs), metadata = json_text(end.metadata);
  connection.prepare("UPDATE tasks SET state = ?, outputs = ?, metadata = ?, finished_at = ? WHERE id = ?")
      .bind(to_string(end.state), outputs, metadata, end.at, id)
      .run();
  if (connection.rows_changed() == 0)
    throw Error(Code::not_found, fmt::format("ending task {}: there is none", id.value));
}

json task_inputs(db::Connection& connection, TaskId id) {
  db::Statement row = connection.prepare("SELECT inputs FROM tasks WHERE id = ?");
  row.bind(id);
  if (!row.step()) throw Error(Code::not_found, fmt::format("looking for task {}: there is none", id.value));
  return stored_json(row.text(0), "task's inputs");
}

int each_task(db::Connection& connection, std::optional<SessionId> session, const Page& page,
              const std::function<void(const TaskRow&)>& each) {
  PageBounds bounds = bounds_of(page);
  constexpr db::Sql of_session = "SELECT " HEARTH_TASK_COLUMNS
                                 " FROM tasks t WHERE t.session_id = ?3 AND t.id < ?1 ORDER BY t.id DESC LIMIT 0 + ?2";
  constexpr db::Sql of_all =
      "SELECT " HEARTH_TASK_COLUMNS " FROM tasks t WHERE t.id < ?1 ORDER BY t.id DESC LIMIT 0 + ?2";
  db::Statement row = connection.prepare(session ? of_session : of_all);
  row.bind(bounds.before, bounds.limit);
  if (session) row.bind(*session);
  int seen = 0;
  for (; row.step(); ++seen) each(task_row(row));
  return seen;
}

void each_task_between(db::Connection& connection, UnixMillis begin, UnixMillis end, std::int64_t limit,
                       const std::function<void(const TaskRow&)>& each) {
  constexpr std::int64_t most = 500;
  checked_limit(limit, most);
  db::Statement row = connection.prepare("SELECT " HEARTH_TASK_COLUMNS
                                         " FROM tasks t WHERE t.created_at >= ? AND t.created_at < ? "
                                         "ORDER BY t.created_at DESC, t.id DESC LIMIT 0 + ?");
  row.bind(begin, end, limit);
  while (row.step()) each(task_row(row));
}

}  // namespace hearth::store
