#include "store/grants.h"

#include <fmt/format.h>

#include "base/error.h"
#include "store/stored_path.h"

namespace hearth::store {

namespace {

// From id, effect, tool, pattern, workspace_id, session_id, created_at.
Grant grant_of(const db::Statement& row) {
  Grant grant;
  grant.id = {row.integer(0)};
  grant.effect = grant_effect_from(row.text(1));
  grant.tool = row.copy(2);
  grant.pattern = path_from_stored(row.text(3));
  grant.workspace = {row.integer(4)};
  if (!row.is_null(5)) grant.session = SessionId{row.integer(5)};
  grant.created_at = row.integer(6);
  return grant;
}

}  // namespace

GrantId add_grant(Write& write, const Grant& grant) {
  db::Connection& connection = write.connection();
  std::string pattern = stored_path(grant.pattern);
  connection
      .prepare(
          "INSERT INTO grants(effect, tool, pattern, workspace_id, session_id, created_at) VALUES (?, ?, ?, ?, ?, ?)")
      .bind(to_string(grant.effect), grant.tool, pattern, grant.workspace, grant.session, grant.created_at)
      .run();
  return {connection.last_insert_id()};
}

std::vector<Grant> grants_for(db::Connection& connection, WorkspaceId workspace, SessionId session) {
  db::Statement row = connection.prepare(
      "SELECT id, effect, tool, pattern, workspace_id, session_id, created_at FROM grants "
      "WHERE workspace_id = ? AND (session_id IS NULL OR session_id = ?) ORDER BY id");
  row.bind(workspace, session);
  std::vector<Grant> grants;
  while (row.step()) grants.push_back(grant_of(row));
  return grants;
}

void each_grant(db::Connection& connection, const std::function<void(const Grant&, std::string_view root)>& each) {
  db::Statement row = connection.prepare(
      "SELECT g.id, g.effect, g.tool, g.pattern, g.workspace_id, g.session_id, g.created_at, w.root FROM grants g "
      "JOIN workspaces w ON w.id = g.workspace_id ORDER BY g.id");
  while (row.step()) each(grant_of(row), row.text(7));
}

void remove_grant(Write& write, GrantId id) {
  db::Connection& connection = write.connection();
  connection.prepare("DELETE FROM grants WHERE id = ?").bind(id).run();
  if (connection.rows_changed() == 0)
    throw Error(Code::not_found, fmt::format("taking back grant {}: there is none", id.value));
}

}  // namespace hearth::store
