#include "store/preferences.h"

#include "store/stored_json.h"

namespace hearth::store {

std::map<std::string, json> preferences(db::Connection& connection) {
  db::Statement row = connection.prepare("SELECT name, value FROM preferences");
  std::map<std::string, json> values;
  while (row.step()) values[row.copy(0)] = stored_json(row.text(1), "preference");
  return values;
}

std::optional<json> find_preference(db::Connection& connection, std::string_view name) {
  db::Statement row = connection.prepare("SELECT value FROM preferences WHERE name = ?");
  row.bind(name);
  if (!row.step()) return std::nullopt;
  return stored_json(row.text(0), "preference");
}

void set_preference(Write& write, std::string_view name, const json& value, UnixMillis now) {
  std::string text = json_text(value);
  write.connection()
      .prepare(
          "INSERT INTO preferences(name, value, updated_at) VALUES (?, ?, ?) "
          "ON CONFLICT (name) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at")
      .bind(name, text, now)
      .run();
}

void remove_preference(Write& write, std::string_view name) {
  write.connection().prepare("DELETE FROM preferences WHERE name = ?").bind(name).run();
}

}  // namespace hearth::store
