// Reading answers of the API: fields that may be absent, in the forms that people read. A JSON Schema in docs/api/ says
// what is there; an older or newer sidecar may differ, so nothing here fails on a missing field. Pure; any thread.
#pragma once

#include <cstdint>
#include <string>

#include "domain/json.h"

namespace hearth::cli {

// A text as it is, nothing for an absent or null field, else compact JSON.
std::string text_of(const json& value);
std::string text_field(const json& object, const char* name);
std::int64_t integer_field(const json& object, const char* name);
bool flag_field(const json& object, const char* name);
// The array in the field; an empty one if there is none.
const json& array_field(const json& object, const char* name);
// "2026-11-23 09:41" in the machine's time zone; empty for an absent time.
std::string time_field(const json& object, const char* name);
// Compact JSON on one line, with its end.
std::string json_line(const json& value);

}  // namespace hearth::cli
