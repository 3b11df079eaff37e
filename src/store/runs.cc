#include "store/runs.h"

#include <fmt/format.h>

#include "base/error.h"
#include "store/stored_json.h"

#define HEARTH_RUN_COLUMNS                                                                         \
  "id, task_id, session_id, state, model, resumes, created_at, started_at, ended_at, protection, " \
  "(SELECT substr(inputs ->> '$.prompt', 1, 500) FROM tasks WHERE tasks.id = runs.task_id), "      \
  "(SELECT outputs ->> '$.error' FROM tasks WHERE tasks.id = runs.task_id)"

namespace hearth::store {

namespace {

Run run_of(const db::Statement& row) {
  Run run;
  run.id = {row.integer(0)};
  run.task = {row.integer(1)};
  run.session = {row.integer(2)};
  run.state = run_state_from(row.text(3));
  run.model = row.copy(4);
  run.resumes = static_cast<int>(row.integer(5));
  run.created_at = row.integer(6);
  if (!row.is_null(7)) run.started_at = row.integer(7);
  if (!row.is_null(8)) run.ended_at = row.integer(8);
  if (!row.is_null(9)) run.protection = row.copy(9);
  run.prompt = row.copy(10);
  if (!row.is_null(11)) run.error = row.copy(11);
  return run;
}

void require_change(db::Connection& connection, std::string_view doing, RunId id) {
  if (connection.rows_changed() == 0)
    throw Error(Code::not_found, fmt::format("{}: there is no run {}", doing, id.value));
}

}  // namespace

RunId add_run(Write& write, TaskId task, SessionId session, std::string_view model, UnixMillis now) {
  db::Connection& connection = write.connection();
  // As with sessions: a number that the ledger knows is never given again.
  connection
      .prepare(
          "INSERT INTO runs(id, task_id, session_id, state, model, created_at) "
          "SELECT 1 + max((SELECT coalesce(max(id), 0) FROM runs), (SELECT coalesce(max(run_id), 0) FROM egress)), "
          "?, ?, ?, ?, ?")
      .bind(task, session, to_string(RunState::queued), model, now)
      .run();
  return {connection.last_insert_id()};
}

std::optional<Run> find_run(db::Connection& connection, RunId id) {
  db::Statement row = connection.prepare("SELECT " HEARTH_RUN_COLUMNS " FROM runs WHERE id = ?");
  row.bind(id);
  if (!row.step()) return std::nullopt;
  return run_of(row);
}

Run get_run(db::Connection& connection, RunId id) {
  std::optional<Run> run = find_run(connection, id);
  if (!run) throw Error(Code::not_found, fmt::format("looking for run {}: there is none", id.value));
  return *std::move(run);
}

void set_run_state(Write& write, RunId id, RunState state, UnixMillis now) {
  db::Connection& connection = write.connection();
  std::optional<UnixMillis> started, ended;
  if (state == RunState::running) started = now;
  if (is_final(state)) ended = now;
  connection.prepare("UPDATE runs SET state = ?, started_at = coalesce(started_at, ?), ended_at = ? WHERE id = ?")
      .bind(to_string(state), started, ended, id)
      .run();
  require_change(connection, "setting the state of a run", id);
  // The task shows the state of its newest attempt; its end is written with its outputs.
  if (!is_final(state)) {
    connection.prepare("UPDATE tasks SET state = ? WHERE id = (SELECT task_id FROM runs WHERE id = ?)")
        .bind(to_string(state), id)
        .run();
  }
}

void set_run_protection(Write& write, RunId id, const json& protection) {
  std::string text = json_text(protection);
  write.connection().prepare("UPDATE runs SET protection = ? WHERE id = ?").bind(text, id).run();
  require_change(write.connection(), "recording the protection of a run", id);
}

void set_missing_protection(Write& write, UnixMillis since, const json& protection) {
  std::string text = json_text(protection);
  write.connection()
      .prepare("UPDATE runs SET protection = ? WHERE protection IS NULL AND (ended_at IS NULL OR ended_at >= ?)")
      .bind(text, since)
      .run();
}

void count_resume(Write& write, RunId id) {
  write.connection().prepare("UPDATE runs SET resumes = resumes + 1 WHERE id = ?").bind(id).run();
  require_change(write.connection(), "counting a resume", id);
}

std::vector<Run> open_runs(db::Connection& connection) {
  db::Statement row = connection.prepare(
      "SELECT " HEARTH_RUN_COLUMNS " FROM runs WHERE state IN ('queued', 'running', 'waiting_approval') ORDER BY id");
  std::vector<Run> runs;
  while (row.step()) runs.push_back(run_of(row));
  return runs;
}

void require_no_open_run(db::Connection& connection, SessionId session, std::string_view doing) {
  db::Statement row = connection.prepare(
      "SELECT 1 FROM runs WHERE state IN ('queued', 'running', 'waiting_approval') AND session_id = ?");
  row.bind(session);
  if (!row.step()) return;
  throw Error(Code::conflict, fmt::format("{}: a run of session {} is not done yet: wait for its end, or stop it first",
                                          doing, session.value));
}

int each_run(db::Connection& connection, SessionId session, std::optional<RunState> state, const Page& page,
             const std::function<void(const Run&)>& each) {
  PageBounds bounds = bounds_of(page);
  std::optional<std::string_view> word;
  if (state) word = to_string(*state);
  db::Statement row = connection.prepare("SELECT " HEARTH_RUN_COLUMNS
                                         " FROM runs WHERE session_id = ? AND id < ? AND state = coalesce(?, state) "
                                         "ORDER BY id DESC LIMIT 0 + ?");
  row.bind(session, bounds.before, word, bounds.limit);
  int seen = 0;
  for (; row.step(); ++seen) each(run_of(row));
  return seen;
}

std::int64_t add_run_event(Write& write, RunId run, std::string_view type, const json& data, UnixMillis now) {
  db::Connection& connection = write.connection();
  db::Statement last =
      connection.prepare("SELECT sequence FROM run_events WHERE run_id = ? ORDER BY sequence DESC LIMIT 1");
  last.bind(run);
  std::int64_t sequence = last.step() ? last.integer(0) + 1 : 1;
  std::string text = json_text(data);
  connection.prepare("INSERT INTO run_events(run_id, sequence, at, type, data) VALUES (?, ?, ?, ?, ?)")
      .bind(run, sequence, now, type, text)
      .run();
  return sequence;
}

std::string denial_reason(db::Connection& connection, RunId run, std::string_view call_id) {
  db::Statement row = connection.prepare(
      "SELECT data ->> '$.reason' FROM run_events WHERE run_id = ? AND type = 'approval.decided' "
      "AND data ->> '$.call_id' = ? ORDER BY sequence DESC LIMIT 1");
  row.bind(run, call_id);
  return row.step() && !row.is_null(0) ? row.copy(0) : "";
}

void each_run_event(db::Connection& connection, RunId run, std::int64_t after, std::int64_t limit,
                    const std::function<void(const RunEventRow&)>& each) {
  constexpr std::int64_t most = 100'000;
  checked_limit(limit, most);
  db::Statement row = connection.prepare(
      "SELECT sequence, at, type, data FROM run_events WHERE run_id = ? AND sequence > ? ORDER BY sequence LIMIT 0 + "
      "?");
  row.bind(run, after, limit);
  while (row.step()) each({row.integer(0), row.integer(1), row.text(2), row.text(3)});
}

}  // namespace hearth::store
