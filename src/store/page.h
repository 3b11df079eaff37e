// Cursor pagination: lists go from the newest row to the oldest, and a page says after which id it goes on.
#pragma once

#include <cstdint>
#include <optional>

namespace hearth::store {

struct Page {
  std::optional<std::int64_t> before;  // only rows with a smaller id
  std::int64_t limit = 50;             // 1 to 500
};

}  // namespace hearth::store
