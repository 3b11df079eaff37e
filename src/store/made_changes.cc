#include "store/file_history.h"
#include "store/stored_path.h"

namespace hearth::store {

int each_made_change(db::Connection& connection, SessionId session, const Page& page,
                     const std::function<void(const MadeChange&)>& each) {
  PageBounds bounds = bounds_of(page);
  db::Statement row = connection.prepare(
      "SELECT e.id, e.run_id, e.call_id, t.name, e.action, e.path, e.previous_path, e.at, t.result -> '$.change' "
      "FROM runs r CROSS JOIN file_events e ON e.run_id = r.id "
      "LEFT JOIN tool_calls t ON t.run_id = e.run_id AND t.call_id = e.call_id "
      "WHERE r.session_id = ? AND e.state = 'done' AND e.action <> 'read' AND e.id < ? ORDER BY e.id DESC LIMIT ?");
  row.bind(session, bounds.before, bounds.limit);
  int rows = 0;
  while (row.step()) {
    ++rows;
    each({.id = {row.integer(0)},
          .run = {row.integer(1)},
          .call_id = row.text(2),
          .tool = row.text(3),
          .action = row.text(4),
          .path = path_from_stored(row.text(5)),
          .previous_path = path_from_stored(row.text(6)),
          .at = row.integer(7),
          .text_change = row.text(8)});
  }
  return rows;
}

}  // namespace hearth::store
