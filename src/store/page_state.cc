#include "store/page_state.h"

#include "base/error.h"

namespace hearth::store {

void each_page_state(db::Connection& connection,
                     const std::function<void(std::string_view name, std::string_view value)>& each) {
  db::Statement row = connection.prepare("SELECT name, value FROM page_state ORDER BY name");
  while (row.step()) each(row.text(0), row.text(1));
}

void set_page_state(Write& write, std::string_view name, std::string_view value, UnixMillis now) {
  db::Connection& connection = write.connection();
  if (value.empty()) {
    connection.prepare("DELETE FROM page_state WHERE name = ?").bind(name).run();
    return;
  }
  connection
      .prepare(
          "INSERT INTO page_state(name, value, updated_at) SELECT ?1, ?2, ?3 "
          "WHERE (SELECT count(*) FROM page_state) < 2000 OR EXISTS (SELECT 1 FROM page_state WHERE name = ?1) "
          "ON CONFLICT (name) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at")
      .bind(name, value, now)
      .run();
  if (connection.rows_changed() == 0) {
    throw Error(Code::conflict, "keeping a page's state: 2,000 things are kept already: empty some of them first");
  }
}

}  // namespace hearth::store
