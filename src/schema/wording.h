// Turns a failed keyword into a sentence for whoever wrote the value. Pure; any thread.
#pragma once

#include <string>
#include <string_view>

#include "domain/json.h"

namespace hearth::schema {

struct FailedKeyword {
  std::string keyword;      // "type", "required", …
  std::string schema_path;  // JSON Pointer to the keyword in the schema; may lead through a $ref
  std::string pointer;      // JSON Pointer to the value
  std::string message;      // the library's own words
};

std::string word(const FailedKeyword& failed, const json& schema);

}  // namespace hearth::schema
