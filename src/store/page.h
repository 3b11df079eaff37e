// Cursor pagination: lists go from the newest row to the oldest, and a page says after which id it goes on.
#pragma once

#include <cstdint>
#include <optional>

namespace hearth::store {

struct Page {
  std::optional<std::int64_t> before = {};  // only rows with a smaller id
  std::int64_t limit = 50;                  // 1 to 500, else Error(invalid_argument)
};

// The bounds of a page, ready to be bound: every id is smaller than `before` where no page came before.
struct PageBounds {
  std::int64_t before;
  std::int64_t limit;
};
PageBounds bounds_of(const Page& page);
// The limit, or Error(invalid_argument) unless it is from 1 to `most`.
std::int64_t checked_limit(std::int64_t limit, std::int64_t most);

}  // namespace hearth::store
