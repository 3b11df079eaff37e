#include "store/grants.h"

#include "store/stored_path.h"

namespace hearth::store {

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
  while (row.step()) {
    Grant grant;
    grant.id = {row.integer(0)};
    grant.effect = grant_effect_from(row.text(1));
    grant.tool = row.copy(2);
    grant.pattern = path_from_stored(row.text(3));
    grant.workspace = {row.integer(4)};
    if (!row.is_null(5)) grant.session = SessionId{row.integer(5)};
    grant.created_at = row.integer(6);
    grants.push_back(std::move(grant));
  }
  return grants;
}

}  // namespace hearth::store
