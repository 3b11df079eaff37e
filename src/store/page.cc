#include "store/page.h"

#include <fmt/format.h>

#include <limits>

#include "base/error.h"

namespace hearth::store {

PageBounds bounds_of(const Page& page) {
  constexpr std::int64_t largest_page = 500;
  return {page.before.value_or(std::numeric_limits<std::int64_t>::max()), checked_limit(page.limit, largest_page)};
}

std::int64_t checked_limit(std::int64_t limit, std::int64_t most) {
  if (limit < 1 || limit > most) {
    throw Error(Code::invalid_argument, fmt::format("a list of {} rows: ask for 1 to {}", limit, most));
  }
  return limit;
}

}  // namespace hearth::store
