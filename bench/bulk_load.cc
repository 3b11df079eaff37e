#include "bench/bulk_load.h"

#include <fmt/format.h>

#include <vector>

#include "base/error.h"

namespace hearth::bench {

namespace {

std::vector<std::string> set_aside(db::Connection& database) {
  std::vector<std::string> drops, creations;
  {
    db::Statement row = database.prepare(
        "SELECT type, name, sql FROM sqlite_schema WHERE type IN ('index', 'trigger') AND sql IS NOT NULL");
    while (row.step()) {
      drops.push_back(fmt::format("DROP {} {}", row.text(0), row.text(1)));
      creations.push_back(row.copy(2));
    }
  }
  for (const std::string& drop : drops) database.execute(drop);
  return creations;
}

// The first row of a check must be what a sound database gives.
void require_sound(db::Connection& database) {
  db::Statement integrity = database.prepare("PRAGMA integrity_check");
  integrity.step();
  if (integrity.text(0) != "ok") throw Error(Code::internal, fmt::format("checking the data: {}", integrity.text(0)));
  db::Statement reference = database.prepare("PRAGMA foreign_key_check");
  if (reference.step()) {
    throw Error(Code::internal, fmt::format("checking the data: a row of {} refers to nothing", reference.text(0)));
  }
}

}  // namespace

void bulk_load(const std::string& path, const std::function<void(db::Connection&)>& fill, const Note& note) {
  db::Connection database(path, db::Access::read_write);
  database.execute(
      "PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE;"
      "PRAGMA cache_size = -524288; PRAGMA foreign_keys = OFF; BEGIN");
  std::vector<std::string> creations = set_aside(database);
  fill(database);
  note("rows");
  database.execute("INSERT INTO messages_fts(messages_fts) VALUES ('rebuild')");
  database.execute("INSERT INTO messages_fts(messages_fts) VALUES ('optimize')");
  database.execute("UPDATE message_index SET up_to = (SELECT max(id) FROM messages)");
  note("full-text index, in one segment");
  for (const std::string& creation : creations) database.execute(creation);
  database.execute("COMMIT; PRAGMA journal_mode = WAL");
  note("other indexes");
  require_sound(database);
  note("checked");
}

}  // namespace hearth::bench
