// The versions of the schema and the steps between them. A new database is made from schema.sql; an older one is
// brought to the newest version by the numbered steps, after a verified backup, in one transaction. Called by the Store
// when it opens, on its thread. Throws Error; the database is then as it was.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "db/connection.h"

namespace hearth::store {

struct Migration {
  int version;           // the version that the step leads to; the steps are in order, without gaps
  std::string_view sql;  // one or more statements
};

inline constexpr int newest_version = 6;
// The steps to versions 2 to newest_version.
std::span<const Migration> migrations();

enum class DatabaseKind { empty, hearth, foreign };
DatabaseKind kind_of(db::Connection& connection);
int version_of(db::Connection& connection);
// Throws Error(unsupported) naming both versions when the database is newer than `newest_known`.
void require_known_version(db::Connection& connection, int newest_known);

// Makes the newest schema in an empty database.
void create_schema(db::Connection& connection);

struct MigrateOptions {
  std::span<const Migration> steps;
  int target = newest_version;
  std::string backup_directory;
  UnixMillis now = 0;
};
// A database of the target version is left alone, without a backup; a newer one is refused.
void migrate(db::Connection& connection, const MigrateOptions& options);

// The schema as text in a form that does not depend on spaces, comments or the order of creation, to compare two.
std::string normalized_schema(db::Connection& connection);

}  // namespace hearth::store
