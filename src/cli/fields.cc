#include "cli/fields.h"

#include "base/clock.h"

namespace hearth::cli {

namespace {

const json& field(const json& object, const char* name) {
  static const json absent;
  if (!object.is_object()) return absent;
  auto found = object.find(name);
  return found == object.end() ? absent : *found;
}

std::string compact(const json& value) {
  return value.dump(-1, ' ', false, json::error_handler_t::replace);
}

}  // namespace

std::string text_of(const json& value) {
  if (value.is_null()) return {};
  return value.is_string() ? value.get<std::string>() : compact(value);
}

std::string text_field(const json& object, const char* name) {
  return text_of(field(object, name));
}

std::int64_t integer_field(const json& object, const char* name) {
  const json& value = field(object, name);
  return value.is_number() ? value.get<std::int64_t>() : 0;
}

bool flag_field(const json& object, const char* name) {
  const json& value = field(object, name);
  return value.is_boolean() && value.get<bool>();
}

const json& array_field(const json& object, const char* name) {
  static const json empty = json::array();
  const json& value = field(object, name);
  return value.is_array() ? value : empty;
}

std::string time_field(const json& object, const char* name) {
  const json& value = field(object, name);
  return value.is_number() ? format_local(value.get<UnixMillis>()) : text_of(value);
}

std::string json_line(const json& value) {
  return compact(value) + "\n";
}

}  // namespace hearth::cli
