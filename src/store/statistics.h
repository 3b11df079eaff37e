// How much there is in the database, in numbers. Any thread.
#pragma once

#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include "db/connection.h"

namespace hearth::store {

// Tables and their rows, by name.
std::vector<std::pair<std::string_view, std::int64_t>> row_counts(db::Connection& connection);

}  // namespace hearth::store
