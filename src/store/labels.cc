#include "store/labels.h"

#include <fmt/format.h>

#include "base/error.h"

namespace hearth::store {

Labels session_labels(db::Connection& connection, SessionId session) {
  db::Statement row = connection.prepare("SELECT untrusted, private FROM sessions WHERE id = ?");
  row.bind(session);
  if (!row.step()) throw Error(Code::not_found, fmt::format("looking for session {}: there is none", session.value));
  return {.untrusted = row.integer(0) != 0, .is_private = row.integer(1) != 0};
}

void add_session_labels(Write& write, SessionId session, const Labels& labels) {
  if (labels == Labels{}) return;
  std::int64_t untrusted = labels.untrusted ? 1 : 0, is_private = labels.is_private ? 1 : 0;
  write.connection()
      .prepare(
          "UPDATE sessions SET untrusted = untrusted | ?1, private = private | ?2 "
          "WHERE id = ?3 AND (untrusted < ?1 OR private < ?2)")
      .bind(untrusted, is_private, session)
      .run();
}

bool has_untrusted_files(db::Connection& connection, WorkspaceId workspace) {
  db::Statement row =
      connection.prepare("SELECT 1 FROM files WHERE workspace_id = ? AND present = 1 AND untrusted = 1 LIMIT 1");
  row.bind(workspace);
  return row.step();
}

}  // namespace hearth::store
