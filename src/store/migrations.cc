#include "store/migrations.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cstdint>

#include "base/check.h"
#include "base/error.h"
#include "store/backup.h"

namespace hearth::embedded {
extern const std::string_view schema_sql;
}

namespace hearth::store {

namespace {

constexpr std::int64_t application_id = 0x48727468;  // "Hrth"

constexpr Migration steps[] = {
    {2,
     "DROP TRIGGER messages_added;"
     "DROP TRIGGER messages_removed;"
     "CREATE TABLE message_index (up_to INTEGER NOT NULL) STRICT;"
     "INSERT INTO message_index SELECT coalesce(max(id), 0) FROM messages;"
     "CREATE TRIGGER messages_removed AFTER DELETE ON messages BEGIN"
     " INSERT INTO messages_fts(messages_fts, rowid, text)"
     " SELECT 'delete', old.id, old.text WHERE old.id <= (SELECT up_to FROM message_index);"
     " UPDATE message_index SET up_to = min(up_to, coalesce((SELECT max(id) FROM messages), 0));"
     "END;"},
    {3,
     "ALTER TABLE workspaces ADD COLUMN box TEXT NOT NULL DEFAULT 'full' CHECK (box IN ('full',"
     " 'reduced'));"
     "ALTER TABLE sessions ADD COLUMN network_mode TEXT CHECK (network_mode IN ('offline', 'local',"
     " 'allowlist', 'ask'));"
     "ALTER TABLE sessions ADD COLUMN untrusted INTEGER NOT NULL DEFAULT 0;"
     "ALTER TABLE sessions ADD COLUMN private INTEGER NOT NULL DEFAULT 0;"
     "ALTER TABLE runs ADD COLUMN protection TEXT;"
     "ALTER TABLE messages ADD COLUMN untrusted INTEGER NOT NULL DEFAULT 0;"
     "ALTER TABLE files ADD COLUMN untrusted INTEGER NOT NULL DEFAULT 0;"
     "CREATE INDEX files_untrusted ON files(workspace_id) WHERE untrusted = 1;"
     "ALTER TABLE tool_calls RENAME TO tool_calls_before;"
     "CREATE TABLE tool_calls ( id INTEGER PRIMARY KEY, run_id INTEGER NOT NULL REFERENCES runs(id) ON"
     " DELETE CASCADE, call_id TEXT NOT NULL, name TEXT NOT NULL, effect TEXT NOT NULL CHECK (effect IN"
     " ('read', 'write', 'destructive', 'execute', 'send')), arguments TEXT NOT NULL, state TEXT NOT"
     " NULL CHECK (state IN ('requested', 'waiting', 'approved', 'denied', 'started', 'finished',"
     " 'failed', 'unknown')), result TEXT, started_at INTEGER, ended_at INTEGER, UNIQUE (run_id,"
     " call_id) ) STRICT;"
     "INSERT INTO tool_calls SELECT id, run_id, call_id, name, effect, arguments, state, result,"
     " started_at, ended_at FROM tool_calls_before;"
     "DROP TABLE tool_calls_before;"
     "CREATE TABLE network_rules ( id INTEGER PRIMARY KEY, effect TEXT NOT NULL CHECK (effect IN"
     " ('allow', 'deny')), purpose TEXT NOT NULL CHECK (purpose IN ('*', 'model', 'mcp', 'download',"
     " 'update', 'command')), host TEXT NOT NULL, port INTEGER NOT NULL CHECK (port BETWEEN 1 AND"
     " 65535), session_id INTEGER REFERENCES sessions(id) ON DELETE CASCADE, created_at INTEGER NOT"
     " NULL ) STRICT;"
     "CREATE TABLE egress ( id INTEGER PRIMARY KEY, at INTEGER NOT NULL, purpose TEXT NOT NULL, host"
     " TEXT NOT NULL, port INTEGER NOT NULL, session_id INTEGER, run_id INTEGER, call_id TEXT, model"
     " TEXT, decision TEXT NOT NULL CHECK (decision IN ('allowed', 'denied')), rule TEXT NOT NULL,"
     " messages TEXT, body_hash TEXT, chain TEXT NOT NULL ) STRICT;"
     "CREATE INDEX egress_by_time ON egress(at, id);"
     "CREATE INDEX egress_by_session ON egress(session_id, id);"
     "CREATE INDEX egress_by_run ON egress(run_id, id);"
     "CREATE TABLE egress_ends ( egress_id INTEGER PRIMARY KEY REFERENCES egress(id), at INTEGER NOT"
     " NULL, bytes_up INTEGER NOT NULL, bytes_down INTEGER NOT NULL, outcome TEXT NOT NULL ) STRICT;"},
    {4,
     "ALTER TABLE sessions ADD COLUMN pinned INTEGER NOT NULL DEFAULT 0;"
     "ALTER TABLE sessions ADD COLUMN head_id INTEGER;"
     "ALTER TABLE sessions ADD COLUMN branched INTEGER NOT NULL DEFAULT 0;"
     "UPDATE sessions SET head_id = (SELECT max(id) FROM messages WHERE session_id = sessions.id);"
     "CREATE INDEX sessions_pinned ON sessions(updated_at, id) WHERE pinned = 1;"
     "CREATE INDEX messages_by_parent ON messages(parent_id, session_id);"
     "CREATE INDEX messages_by_run ON messages(run_id);"
     "CREATE TABLE attachments ( id INTEGER PRIMARY KEY, session_id INTEGER NOT NULL REFERENCES"
     " sessions(id) ON DELETE CASCADE, name TEXT NOT NULL, media_type TEXT NOT NULL, size INTEGER NOT"
     " NULL, hash TEXT NOT NULL, created_at INTEGER NOT NULL ) STRICT;"
     "CREATE INDEX attachments_by_session ON attachments(session_id, id);"},
    {5,
     "CREATE INDEX egress_by_purpose ON egress(purpose, id);"
     "CREATE INDEX egress_by_decision ON egress(decision, id);"
     "CREATE INDEX egress_by_purpose_and_decision ON egress(purpose, decision, id);"
     "CREATE INDEX sessions_by_workspace ON sessions(workspace_id, updated_at, id);"
     "CREATE TABLE page_state ( name TEXT PRIMARY KEY, value TEXT NOT NULL, updated_at INTEGER NOT NULL )"
     " STRICT, WITHOUT ROWID;"},
    {6,
     "CREATE TABLE observations ( id INTEGER PRIMARY KEY, kind TEXT NOT NULL CHECK (kind IN ('fact',"
     " 'preference', 'decision', 'procedure', 'episode')), subject TEXT NOT NULL, text TEXT NOT NULL,"
     " scope TEXT NOT NULL CHECK (scope IN ('global', 'project', 'session')), workspace_id INTEGER"
     " REFERENCES workspaces(id) ON DELETE CASCADE, session_id INTEGER REFERENCES sessions(id) ON"
     " DELETE CASCADE, source_message_id INTEGER REFERENCES messages(id) ON DELETE SET NULL,"
     " confirmed_by TEXT CHECK (confirmed_by IN ('user', 'setting')), confidence REAL NOT NULL CHECK"
     " (confidence BETWEEN 0 AND 1), untrusted INTEGER NOT NULL DEFAULT 0, valid_from INTEGER NOT NULL,"
     " valid_until INTEGER, superseded_by INTEGER REFERENCES observations(id) ON DELETE SET NULL,"
     " created_at INTEGER NOT NULL, CHECK ((scope = 'project') = (workspace_id IS NOT NULL)), CHECK"
     " ((scope = 'session') = (session_id IS NOT NULL)) ) STRICT;"
     "CREATE INDEX observations_by_workspace ON observations(workspace_id, id);"
     "CREATE INDEX observations_by_session ON observations(session_id, id);"
     "CREATE INDEX observations_by_source ON observations(source_message_id);"
     "CREATE INDEX observations_by_successor ON observations(superseded_by);"
     "CREATE INDEX observations_suggested ON observations(id) WHERE confirmed_by IS NULL;"
     "CREATE TABLE dismissed_observations ( fingerprint TEXT PRIMARY KEY, dismissed_at INTEGER NOT"
     " NULL ) STRICT, WITHOUT ROWID;"
     "CREATE TABLE suggested (up_to INTEGER NOT NULL) STRICT;"
     "INSERT INTO suggested SELECT coalesce(max(id), 0) FROM messages;"
     "CREATE TABLE document_roots ( id INTEGER PRIMARY KEY, workspace_id INTEGER NOT NULL REFERENCES"
     " workspaces(id) ON DELETE CASCADE, path TEXT NOT NULL, watched INTEGER NOT NULL, added_at INTEGER"
     " NOT NULL, UNIQUE (workspace_id, path) ) STRICT;"
     "CREATE TABLE documents ( id INTEGER PRIMARY KEY, root_id INTEGER NOT NULL REFERENCES"
     " document_roots(id) ON DELETE CASCADE, path TEXT NOT NULL, title TEXT NOT NULL, format TEXT NOT"
     " NULL, size INTEGER NOT NULL, modified_at INTEGER NOT NULL, hash TEXT NOT NULL, state TEXT NOT"
     " NULL CHECK (state IN ('ready', 'failed', 'skipped')), problem TEXT NOT NULL DEFAULT '', read_at"
     " INTEGER NOT NULL, UNIQUE (root_id, path) ) STRICT;"
     "CREATE INDEX documents_by_path ON documents(path);"
     "CREATE TABLE document_chunks ( id INTEGER PRIMARY KEY, document_id INTEGER NOT NULL REFERENCES"
     " documents(id) ON DELETE CASCADE, sequence INTEGER NOT NULL, heading TEXT NOT NULL, text TEXT NOT"
     " NULL, place TEXT NOT NULL, page INTEGER, first_line INTEGER, last_line INTEGER, UNIQUE"
     " (document_id, sequence) ) STRICT;"
     "CREATE TABLE search_changes ( id INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL CHECK"
     " (kind IN ('message', 'session', 'observation', 'chunk')), record_id INTEGER NOT NULL ) STRICT;"
     "CREATE TRIGGER search_message_removed AFTER DELETE ON messages BEGIN INSERT INTO"
     " search_changes(kind, record_id) VALUES ('message', old.id); END;"
     "CREATE TRIGGER search_session_renamed AFTER UPDATE OF title ON sessions WHEN old.title <>"
     " new.title BEGIN INSERT INTO search_changes(kind, record_id) VALUES ('session', new.id); END;"
     "CREATE TRIGGER search_observation_added AFTER INSERT ON observations BEGIN INSERT INTO"
     " search_changes(kind, record_id) VALUES ('observation', new.id); END;"
     "CREATE TRIGGER search_observation_changed AFTER UPDATE ON observations BEGIN INSERT INTO"
     " search_changes(kind, record_id) VALUES ('observation', new.id); END;"
     "CREATE TRIGGER search_observation_removed AFTER DELETE ON observations BEGIN INSERT INTO"
     " search_changes(kind, record_id) VALUES ('observation', old.id); END;"
     "CREATE TRIGGER search_chunk_added AFTER INSERT ON document_chunks BEGIN INSERT INTO"
     " search_changes(kind, record_id) VALUES ('chunk', new.id); END;"
     "CREATE TRIGGER search_chunk_removed AFTER DELETE ON document_chunks BEGIN INSERT INTO"
     " search_changes(kind, record_id) VALUES ('chunk', old.id); END;"},
};

std::int64_t single_integer(db::Connection& connection, db::Sql sql) {
  db::Statement row = connection.prepare(sql);
  check(row.step());
  return row.integer(0);
}

// Undone unless committed.
class Transaction {
 public:
  explicit Transaction(db::Connection& connection) : connection_(connection) { connection_.execute("BEGIN IMMEDIATE"); }
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  ~Transaction() {
    if (connection_.in_transaction()) sqlite3_exec(connection_.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
  }
  void commit() { connection_.execute("COMMIT"); }

 private:
  db::Connection& connection_;
};

// A step may rebuild a table that others refer to; whether all references hold is checked at the end instead.
class ForeignKeysOff {
 public:
  explicit ForeignKeysOff(db::Connection& connection) : connection_(connection) { set(0); }
  ForeignKeysOff(const ForeignKeysOff&) = delete;
  ForeignKeysOff& operator=(const ForeignKeysOff&) = delete;
  ~ForeignKeysOff() { set(1); }

 private:
  void set(int on) { sqlite3_db_config(connection_.handle(), SQLITE_DBCONFIG_ENABLE_FKEY, on, nullptr); }
  db::Connection& connection_;
};

void require_references(db::Connection& connection) {
  db::Statement row = connection.prepare("PRAGMA foreign_key_check");
  if (!row.step()) return;
  throw Error(Code::internal, fmt::format("a row of table {} would refer to nothing", row.text(0)));
}

void set_version(db::Connection& connection, int version) {
  connection.execute(fmt::format("PRAGMA user_version = {}", version));
}

std::size_t end_of_comment(std::string_view sql, std::size_t at) {
  return std::min(sql.find('\n', at), sql.size());
}

std::size_t end_of_quoted(std::string_view sql, std::size_t at) {
  std::size_t close = sql.find(sql[at], at + 1);
  return close == std::string_view::npos ? sql.size() : close + 1;
}

bool is_word(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

// One space between two words, none elsewhere, no comments.
std::string normalized_sql(std::string_view sql) {
  std::string out;
  bool gap = false;
  for (std::size_t at = 0; at < sql.size();) {
    std::size_t end = at + 1;
    if (sql.substr(at, 2) == "--") {
      at = end_of_comment(sql, at);
      gap = true;
      continue;
    }
    if (std::isspace(static_cast<unsigned char>(sql[at])) != 0) {
      gap = true;
      at = end;
      continue;
    }
    if (sql[at] == '\'' || sql[at] == '"') end = end_of_quoted(sql, at);
    if (gap && !out.empty() && is_word(out.back()) && is_word(sql[at])) out += ' ';
    out += sql.substr(at, end - at);
    gap = false;
    at = end;
  }
  return out;
}

}  // namespace

std::span<const Migration> migrations() {
  return steps;
}

DatabaseKind kind_of(db::Connection& connection) {
  std::int64_t application = single_integer(connection, "PRAGMA application_id");
  if (application == application_id) return DatabaseKind::hearth;
  bool empty = application == 0 && single_integer(connection, "SELECT count(*) FROM sqlite_schema") == 0;
  return empty ? DatabaseKind::empty : DatabaseKind::foreign;
}

int version_of(db::Connection& connection) {
  return static_cast<int>(single_integer(connection, "PRAGMA user_version"));
}

void create_schema(db::Connection& connection) {
  Transaction transaction(connection);
  connection.execute(std::string(embedded::schema_sql));
  connection.execute(fmt::format("PRAGMA application_id = {}", application_id));
  set_version(connection, newest_version);
  transaction.commit();
}

void require_known_version(db::Connection& connection, int newest_known) {
  int version = version_of(connection);
  if (version <= newest_known) return;
  throw Error(
      Code::unsupported,
      fmt::format("opening the database: its version is {}, and this Hearth knows version {} and older: install "
                  "the newer Hearth that wrote it, or choose another folder with --data; nothing was changed",
                  version, newest_known));
}

void migrate(db::Connection& connection, const MigrateOptions& options) {
  require_known_version(connection, options.target);
  int version = version_of(connection);
  if (version == options.target) return;
  with_context(fmt::format("bringing the database from version {} to {}", version, options.target), [&] {
    make_backup(connection, {options.backup_directory, version, options.now});
    ForeignKeysOff keys_off(connection);
    Transaction transaction(connection);
    for (const Migration& step : options.steps) {
      if (step.version <= version || step.version > options.target) continue;
      check(step.version == version + 1);
      with_context(fmt::format("step {}", step.version), [&] { connection.execute(std::string(step.sql)); });
      version = step.version;
    }
    check(version == options.target);
    require_references(connection);
    set_version(connection, version);
    transaction.commit();
  });
}

std::string normalized_schema(db::Connection& connection) {
  db::Statement row = connection.prepare(
      "SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' "
      "ORDER BY type, name");
  std::string schema;
  while (row.step()) schema += fmt::format("{} {}: {}\n", row.text(0), row.text(1), normalized_sql(row.text(2)));
  return schema;
}

}  // namespace hearth::store
