// What the user prefers, as JSON values by setting name. Meaning and checks live in settings/.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "domain/json.h"
#include "store/store.h"

namespace hearth::store {

std::map<std::string, json> preferences(db::Connection& connection);
std::optional<json> find_preference(db::Connection& connection, std::string_view name);
void set_preference(Write& write, std::string_view name, const json& value, UnixMillis now);
void remove_preference(Write& write, std::string_view name);

}  // namespace hearth::store
