// Fills an existing database of Hearth quickly: its triggers and indexes are set aside and made again, from their own
// SQL, once the rows are there, and the full-text index is built and merged at the end. One thread.
#pragma once

#include <functional>
#include <string>

#include "db/connection.h"

namespace hearth::bench {

using Note = std::function<void(const std::string& what)>;  // called after each step

// `fill` runs inside one transaction. Throws Error, also when the result does not pass SQLite's own checks.
void bulk_load(const std::string& database, const std::function<void(db::Connection&)>& fill, const Note& note);

}  // namespace hearth::bench
