// Whether a database is intact. Reads the whole file: for backups and for `hearth doctor`, never at each start, where
// SQLite recovers its log by itself and damage is reported when it is met. Any thread, with its own connection.
#pragma once

#include <string>
#include <vector>

#include "db/connection.h"

namespace hearth::store {

// SQLite's descriptions of the first problems found; none: the database is intact. Throws Error when it cannot be read.
std::vector<std::string> quick_check(db::Connection& connection);

}  // namespace hearth::store
