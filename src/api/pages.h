// Reading and writing pages of lists that go from the newest row to the oldest.
#pragma once

#include <cstdint>
#include <optional>

#include "api/route.h"
#include "base/json_writer.h"
#include "store/page.h"

namespace hearth::api {

// From the query parameters "limit" (1 to 500, usually 50) and "before" (an id).
store::Page page_of(const Call& call);

void write_optional(JsonWriter& out, std::optional<std::int64_t> value);

}  // namespace hearth::api
