#include "store/file_history.h"
#include "store/stored_path.h"

namespace hearth::store {

void each_touched_file(db::Connection& connection, SessionId session, std::int64_t limit,
                       const std::function<void(const TouchedFile&)>& each) {
  constexpr std::int64_t most = 501;
  db::Statement row = connection.prepare(
      "SELECT f.path, f.present, json_group_array(DISTINCT e.action), count(*), min(e.at), max(e.at), max(e.run_id) "
      "FROM runs r CROSS JOIN file_events e ON e.run_id = r.id JOIN files f ON f.id = e.file_id "
      "WHERE r.session_id = ? AND e.state = 'done' GROUP BY e.file_id ORDER BY max(e.id) DESC LIMIT 0 + ?");
  row.bind(session, checked_limit(limit, most));
  while (row.step()) {
    each({.path = path_from_stored(row.text(0)),
          .present = row.integer(1) != 0,
          .actions = row.text(2),
          .times = row.integer(3),
          .first_at = row.integer(4),
          .last_at = row.integer(5),
          .last_run = {row.integer(6)}});
  }
}

}  // namespace hearth::store
