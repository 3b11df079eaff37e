// Pairs of a key and a value: "Key: value" lines of prose, INI and TOML with their sections, "k=v" lines, JSON as it
// is. In TOML numbers and booleans keep their type; elsewhere values are text. Pure.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "domain/json.h"

namespace hearth::llm::reflex {

struct KeyValue {
  std::string section;  // "" outside any
  std::string key;
  json value;
  std::size_t line = 0;
};

std::vector<KeyValue> key_values_of(std::string_view path, const std::vector<std::string>& lines);
// As one object, sections as objects inside it.
json as_object(const std::vector<KeyValue>& pairs);

}  // namespace hearth::llm::reflex
