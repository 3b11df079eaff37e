#include "store/sessions.h"

#include <fmt/format.h>
#include <filesystem>

#include <charconv>
#include <limits>

#include "base/error.h"
#include "base/utf8.h"
#include "store/stored_path.h"

#define HEARTH_SESSION_COLUMNS \
  "SELECT s.id, s.workspace_id, w.root, s.title, s.created_at, s.updated_at, s.pinned, s.head_id"

namespace hearth::store {

namespace {

Session session_of(const db::Statement& row) {
  Session session;
  session.id = {row.integer(0)};
  if (!row.is_null(1)) session.workspace = WorkspaceId{row.integer(1)};
  session.workspace_root = path_from_stored(row.text(2));
  session.title = row.copy(3);
  session.created_at = row.integer(4);
  session.updated_at = row.integer(5);
  session.pinned = row.integer(6) != 0;
  if (!row.is_null(7)) session.head = MessageId{row.integer(7)};
  return session;
}

struct Cursor {
  UnixMillis updated_at = std::numeric_limits<UnixMillis>::max();
  std::int64_t id = std::numeric_limits<std::int64_t>::max();
};

Cursor parse_cursor(std::string_view text) {
  Cursor cursor;
  if (text.empty()) return cursor;
  const char* end = text.data() + text.size();
  auto [dot, first_error] = std::from_chars(text.data(), end, cursor.updated_at);
  if (first_error == std::errc{} && dot != end && *dot == '.') {
    auto [rest, second_error] = std::from_chars(dot + 1, end, cursor.id);
    if (second_error == std::errc{} && rest == end) return cursor;
  }
  throw Error(Code::invalid_argument, fmt::format("listing sessions: \"{}\" is no cursor: take it from the page before",
                                                  escape_for_display(text)));
}

}  // namespace

WorkspaceId workspace_id(Write& write, std::string_view root, UnixMillis now) {
  db::Connection& connection = write.connection();
  std::string stored = stored_path(root);
  db::Statement known = connection.prepare("SELECT id FROM workspaces WHERE root = ?");
  known.bind(stored);
  if (known.step()) return {known.integer(0)};
  connection.prepare("INSERT INTO workspaces(root, created_at) VALUES (?, ?)").bind(stored, now).run();
  return {connection.last_insert_id()};
}

std::optional<WorkspaceId> find_workspace(db::Connection& connection, std::string_view root) {
  std::string stored = stored_path(root);
  db::Statement row = connection.prepare("SELECT id FROM workspaces WHERE root = ?");
  row.bind(stored);
  if (!row.step()) return std::nullopt;
  return WorkspaceId{row.integer(0)};
}

std::optional<WorkspaceId> find_workspace_around(db::Connection& connection, std::string_view folder) {
  namespace fs = std::filesystem;
  for (fs::path at = fs::path(folder).lexically_normal();; at = at.parent_path()) {
    if (auto found = find_workspace(connection, at.string())) return found;
    if (at == at.parent_path()) return std::nullopt;
  }
}

std::string workspace_root(db::Connection& connection, WorkspaceId id) {
  db::Statement row = connection.prepare("SELECT root FROM workspaces WHERE id = ?");
  row.bind(id);
  if (!row.step()) throw Error(Code::not_found, fmt::format("looking for workspace {}: there is none", id.value));
  return path_from_stored(row.text(0));
}

std::vector<KnownWorkspace> known_workspaces(db::Connection& connection) {
  db::Statement row = connection.prepare(
      "SELECT w.id, w.root, count(s.id), max(w.created_at, coalesce(max(s.updated_at), 0)) AS used FROM workspaces w "
      "LEFT JOIN sessions s ON s.workspace_id = w.id GROUP BY w.id ORDER BY used DESC, w.id DESC LIMIT 500");
  std::vector<KnownWorkspace> known;
  while (row.step()) {
    known.push_back({{row.integer(0)}, path_from_stored(row.text(1)), row.integer(2), row.integer(3)});
  }
  return known;
}

std::string_view to_string(LeastBox least) {
  switch (least) {
    case LeastBox::full:
      return "full";
    case LeastBox::reduced:
      return "reduced";
  }
  return "full";
}

LeastBox least_box(db::Connection& connection, WorkspaceId id) {
  db::Statement row = connection.prepare("SELECT 1 FROM workspaces WHERE id = ? AND box = 'reduced'");
  row.bind(id);
  return row.step() ? LeastBox::reduced : LeastBox::full;
}

void set_least_box(Write& write, WorkspaceId id, LeastBox least) {
  write.connection().prepare("UPDATE workspaces SET box = ? WHERE id = ?").bind(to_string(least), id).run();
}

SessionId add_session(Write& write, std::string_view title, std::optional<WorkspaceId> workspace, UnixMillis now) {
  db::Connection& connection = write.connection();
  std::string text = to_valid_utf8(title);
  // A number that the ledger knows is never given again, or a new session would seem to have sent what another one did.
  connection
      .prepare(
          "INSERT INTO sessions(id, workspace_id, title, created_at, updated_at) "
          "SELECT 1 + max((SELECT coalesce(max(id), 0) FROM sessions), (SELECT coalesce(max(session_id), 0) FROM "
          "egress)), "
          "?, ?, ?, ?")
      .bind(workspace, text, now, now)
      .run();
  return {connection.last_insert_id()};
}

std::optional<Session> find_session(db::Connection& connection, SessionId id) {
  db::Statement row = connection.prepare(
      HEARTH_SESSION_COLUMNS " FROM sessions s LEFT JOIN workspaces w ON w.id = s.workspace_id WHERE s.id = ?");
  row.bind(id);
  if (!row.step()) return std::nullopt;
  return session_of(row);
}

Session get_session(db::Connection& connection, SessionId id) {
  std::optional<Session> session = find_session(connection, id);
  if (!session) throw Error(Code::not_found, fmt::format("looking for session {}: there is none", id.value));
  return *std::move(session);
}

void change_session(Write& write, SessionId id, const SessionChange& change) {
  db::Connection& connection = write.connection();
  std::optional<std::string> title;
  if (change.title) title = to_valid_utf8(*change.title);
  std::optional<std::int64_t> pinned;
  if (change.pinned) pinned = *change.pinned ? 1 : 0;
  connection.prepare("UPDATE sessions SET title = coalesce(?, title), pinned = coalesce(?, pinned) WHERE id = ?")
      .bind(title, pinned, id)
      .run();
  if (connection.rows_changed() == 0) {
    throw Error(Code::not_found, fmt::format("changing session {}: there is none", id.value));
  }
}

void set_missing_title(Write& write, SessionId id, std::string_view title) {
  std::string text = to_valid_utf8(title);
  write.connection().prepare("UPDATE sessions SET title = ? WHERE id = ? AND title = ''").bind(text, id).run();
}

void remove_session(Write& write, SessionId id) {
  db::Connection& connection = write.connection();
  connection.prepare("DELETE FROM sessions WHERE id = ?").bind(id).run();
  if (connection.rows_changed() == 0) {
    throw Error(Code::not_found, fmt::format("deleting session {}: there is none", id.value));
  }
  connection.prepare("DELETE FROM page_state WHERE name = 'draft.' || ?").bind(id).run();
}

std::string list_sessions(db::Connection& connection, const SessionPage& page,
                          const std::function<void(const Session&)>& each) {
  constexpr std::int64_t largest_page = 500;
  Cursor after = parse_cursor(page.cursor);
  checked_limit(page.limit, largest_page);
  constexpr db::Sql pinned = HEARTH_SESSION_COLUMNS
      " FROM sessions s LEFT JOIN workspaces w ON w.id = s.workspace_id WHERE (s.updated_at, s.id) < (?, ?) "
      "AND s.pinned = 1 ORDER BY s.updated_at DESC, s.id DESC LIMIT 0 + ?";
  constexpr db::Sql all = HEARTH_SESSION_COLUMNS
      " FROM sessions s LEFT JOIN workspaces w ON w.id = s.workspace_id WHERE (s.updated_at, s.id) < (?, ?) "
      "ORDER BY s.updated_at DESC, s.id DESC LIMIT 0 + ?";
  constexpr db::Sql in_workspace = HEARTH_SESSION_COLUMNS
      " FROM sessions s LEFT JOIN workspaces w ON w.id = s.workspace_id WHERE (s.updated_at, s.id) < (?, ?) "
      "AND s.workspace_id = ?4 AND s.pinned >= ?5 ORDER BY s.updated_at DESC, s.id DESC LIMIT 0 + ?3";
  db::Statement row = connection.prepare(page.workspace ? in_workspace : page.pinned == Pinned::only ? pinned : all);
  row.bind(after.updated_at, after.id, page.limit + 1);  // one more tells whether there is a next page
  if (page.workspace) row.bind(*page.workspace, page.pinned == Pinned::only ? 1 : 0);
  for (std::int64_t seen = 0; row.step(); ++seen) {
    if (seen == page.limit) return fmt::format("{}.{}", after.updated_at, after.id);
    Session session = session_of(row);
    after = {session.updated_at, session.id.value};
    each(session);
  }
  return {};
}

}  // namespace hearth::store
