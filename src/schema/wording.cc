#include "schema/wording.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <vector>

#include "base/utf8.h"

namespace hearth::schema {

namespace {

// "/edits/0/old" is "edits/0/old".
std::string name_of(std::string_view pointer) {
  if (pointer.empty()) return "the arguments";
  return fmt::format("\"{}\"", escape_for_display(pointer.substr(1)));
}

std::string below(std::string_view pointer, std::string_view key) {
  return name_of(fmt::format("{}/{}", pointer, key));
}

// The library names a property only inside its sentence: "Required property 'path' not found."
std::string quoted_part(std::string_view message) {
  std::size_t first = message.find('\'');
  std::size_t last = message.rfind('\'');
  if (first == std::string_view::npos || last <= first) return "";
  return std::string(message.substr(first + 1, last - first - 1));
}

// What stands at the place in the schema; null if a $ref hides it.
json at(const json& schema, const std::string& pointer) {
  json::json_pointer place(pointer);
  return schema.contains(place) ? schema.at(place) : json();
}

// The schema object that has the keyword: for "additionalProperties" the path goes on to the property.
std::string owner(const FailedKeyword& failed) {
  return failed.schema_path.substr(0, failed.schema_path.rfind("/" + failed.keyword));
}

std::vector<std::string> keys_of(const json& object) {
  std::vector<std::string> keys;
  if (!object.is_object()) return keys;
  for (const auto& [key, value] : object.items()) keys.push_back(key);
  return keys;
}

std::vector<std::string> values_of(const json& array) {
  std::vector<std::string> values;
  if (!array.is_array()) return values;
  for (const json& value : array) values.push_back(value.dump(-1, ' ', false, json::error_handler_t::replace));
  return values;
}

std::string known_keys(const json& schema, const FailedKeyword& failed) {
  std::vector<std::string> known = keys_of(at(schema, owner(failed) + "/properties"));
  return known.empty() ? "nothing is known here" : fmt::format("known are {}", fmt::join(known, ", "));
}

std::string_view without_full_stop(std::string_view message) {
  while (!message.empty() && (message.back() == '.' || message.back() == ' ')) message.remove_suffix(1);
  return message;
}

}  // namespace

std::string word(const FailedKeyword& failed, const json& schema) {
  if (failed.keyword == "required")
    return below(failed.pointer, quoted_part(failed.message)) + " is missing: it is required";
  if (failed.keyword == "additionalProperties" || failed.keyword == "unevaluatedProperties") {
    std::string unknown = escape_for_display(quoted_part(failed.message));
    if (!unknown.empty()) return fmt::format("\"{}\" is unknown: {}", unknown, known_keys(schema, failed));
  }
  if (failed.keyword == "enum") {
    std::vector<std::string> allowed = values_of(at(schema, failed.schema_path));
    if (!allowed.empty()) return fmt::format("{} must be one of {}", name_of(failed.pointer), fmt::join(allowed, ", "));
  }
  if (failed.keyword == "const") {
    if (json expected = at(schema, failed.schema_path); !expected.is_null()) {
      return fmt::format("{} must be {}", name_of(failed.pointer),
                         expected.dump(-1, ' ', false, json::error_handler_t::replace));
    }
  }
  return fmt::format("{}: {}", name_of(failed.pointer), to_valid_utf8(without_full_stop(failed.message)));
}

}  // namespace hearth::schema
