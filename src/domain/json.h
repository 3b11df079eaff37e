// The JSON value type used where a tree is needed. For answers made of many rows use base/json_writer.h.
#pragma once

#include <nlohmann/json.hpp>

namespace hearth {

using json = nlohmann::json;

}  // namespace hearth
