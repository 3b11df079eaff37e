#include "api/pages.h"

#include <limits>

namespace hearth::api {

store::Page page_of(const Call& call) {
  store::Page page;
  page.limit = call.query_number("limit", 50, 1, 500);
  page.before = call.query_number("before", 1, std::numeric_limits<std::int64_t>::max());
  return page;
}

void write_optional(JsonWriter& out, std::optional<std::int64_t> value) {
  if (value) {
    out.number(*value);
  } else {
    out.null();
  }
}

}  // namespace hearth::api
