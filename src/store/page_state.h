// What the pages of the user interface keep from one start to the next, such as a text that was not sent, by names that
// the pages choose. The values mean nothing to the sidecar.
#pragma once

#include <functional>
#include <string_view>

#include "base/clock.h"
#include "store/store.h"

namespace hearth::store {

// Sorted by name.
void each_page_state(db::Connection& connection,
                     const std::function<void(std::string_view name, std::string_view value)>& each);
// An empty value is forgotten. Throws Error(conflict) when as much is kept as there is room for: 2,000 names.
void set_page_state(Write& write, std::string_view name, std::string_view value, UnixMillis now);

}  // namespace hearth::store
