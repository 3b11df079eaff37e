// Copies of the database in `<data folder>/backups`, made before it is changed for good: verified before they count,
// the three newest kept. Called by the Store when it opens, on its thread. Throws Error; a copy that failed is removed.
#pragma once

#include <string>

#include "base/clock.h"
#include "db/connection.h"

namespace hearth::store {

struct BackupOptions {
  std::string directory;  // made 0700 if absent
  int version = 0;        // of the schema, for the name
  UnixMillis now = 0;
};
// The path of the backup: "hearth-v1-20261123T094105Z.db".
std::string make_backup(db::Connection& connection, const BackupOptions& options);

// The newest backup by name, or empty. Never throws: it is asked for when something is wrong already.
std::string newest_backup(const std::string& directory) noexcept;

}  // namespace hearth::store
