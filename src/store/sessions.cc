#include "store/sessions.h"

#include <fmt/format.h>

#include <charconv>
#include <limits>

#include "base/error.h"
#include "base/utf8.h"
#include "store/stored_path.h"

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

std::string workspace_root(db::Connection& connection, WorkspaceId id) {
  db::Statement row = connection.prepare("SELECT root FROM workspaces WHERE id = ?");
  row.bind(id);
  if (!row.step()) throw Error(Code::not_found, fmt::format("looking for workspace {}: there is none", id.value));
  return path_from_stored(row.text(0));
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
  connection.prepare("INSERT INTO sessions(workspace_id, title, created_at, updated_at) VALUES (?, ?, ?, ?)")
      .bind(workspace, text, now, now)
      .run();
  return {connection.last_insert_id()};
}

std::optional<Session> find_session(db::Connection& connection, SessionId id) {
  db::Statement row = connection.prepare(
      "SELECT s.id, s.workspace_id, w.root, s.title, s.created_at, s.updated_at FROM sessions s "
      "LEFT JOIN workspaces w ON w.id = s.workspace_id WHERE s.id = ?");
  row.bind(id);
  if (!row.step()) return std::nullopt;
  return session_of(row);
}

Session get_session(db::Connection& connection, SessionId id) {
  std::optional<Session> session = find_session(connection, id);
  if (!session) throw Error(Code::not_found, fmt::format("looking for session {}: there is none", id.value));
  return *std::move(session);
}

std::string list_sessions(db::Connection& connection, std::string_view cursor, std::int64_t limit,
                          const std::function<void(const Session&)>& each) {
  constexpr std::int64_t largest_page = 500;
  Cursor after = parse_cursor(cursor);
  checked_limit(limit, largest_page);
  db::Statement row = connection.prepare(
      "SELECT s.id, s.workspace_id, w.root, s.title, s.created_at, s.updated_at FROM sessions s "
      "LEFT JOIN workspaces w ON w.id = s.workspace_id WHERE (s.updated_at, s.id) < (?, ?) "
      "ORDER BY s.updated_at DESC, s.id DESC LIMIT 0 + ?");
  row.bind(after.updated_at, after.id, limit + 1);  // one more tells whether there is a next page
  for (std::int64_t seen = 0; row.step(); ++seen) {
    if (seen == limit) return fmt::format("{}.{}", after.updated_at, after.id);
    Session session = session_of(row);
    after = {session.updated_at, session.id.value};
    each(session);
  }
  return {};
}

}  // namespace hearth::store
