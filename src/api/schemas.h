// The JSON Schemas of docs/api, which are part of the program. Any thread.
#pragma once

#include <string_view>

#include "domain/json.h"

namespace hearth::api {

// Every definition of every file by name, with references of the form PREFIX + name.
json definitions(std::string_view reference_prefix);

// Throws Error(invalid_argument) that names what is wrong. The schema must be one of the definitions.
void check_against(std::string_view schema, const json& value);

}  // namespace hearth::api
