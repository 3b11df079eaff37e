#include "settings/settings.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <utility>

#include "base/check.h"
#include "base/error.h"
#include "base/utf8.h"
#include "settings/near_names.h"

namespace hearth::settings {

namespace {

bool is_allowed(const Declaration& declaration, const json& value) {
  switch (declaration.type) {
    case Type::boolean:
      return value.is_boolean();
    case Type::integer: {
      // A larger number than 64 bits with sign hold would turn negative.
      if (!value.is_number_integer()) return false;
      if (value.is_number_unsigned() && value.get<std::uint64_t>() > INT64_MAX) return false;
      std::int64_t number = value.get<std::int64_t>();
      return number >= declaration.minimum.value_or(INT64_MIN) && number <= declaration.maximum.value_or(INT64_MAX);
    }
    case Type::text: {
      if (!value.is_string()) return false;
      const std::string& text = value.get_ref<const std::string&>();
      if (declaration.choices.empty()) return is_valid_utf8(text) && text.find('\0') == std::string::npos;
      return std::find(declaration.choices.begin(), declaration.choices.end(), text) != declaration.choices.end();
    }
  }
  return false;
}

std::string shown(const json& value) {
  constexpr std::size_t longest = 60;
  std::string text = value.dump(-1, ' ', false, json::error_handler_t::replace);
  std::string_view front = utf8_prefix(text, longest);
  return front.size() < text.size() ? fmt::format("{}…", front) : text;
}

}  // namespace

std::string allowed_values(const Declaration& declaration) {
  switch (declaration.type) {
    case Type::boolean:
      return "true or false";
    case Type::integer:
      return fmt::format("a whole number from {} to {}", declaration.minimum.value_or(INT64_MIN),
                         declaration.maximum.value_or(INT64_MAX));
    case Type::text:
      return declaration.choices.empty() ? std::string("a text")
                                         : fmt::format("one of {}", fmt::join(declaration.choices, ", "));
  }
  return {};
}

void validate(const Declaration& declaration, const json& value) {
  if (is_allowed(declaration, value)) return;
  throw Error(Code::invalid_argument, fmt::format("setting {}: {} is not allowed: give {}", declaration.name,
                                                  shown(value), allowed_values(declaration)));
}

json parse_value(const Declaration& declaration, std::string_view text) {
  json value = text;
  if (declaration.type == Type::boolean && (text == "true" || text == "false")) value = text == "true";
  if (declaration.type == Type::integer) {
    std::int64_t number = 0;
    auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error == std::errc{} && end == text.data() + text.size()) value = number;
  }
  validate(declaration, value);
  return value;
}

Settings::Settings(std::map<std::string, json> config_file, std::map<std::string, json> preferences)
    : config_file_(std::move(config_file)), preferences_(std::move(preferences)) {}

Value Settings::get(std::string_view name) const {
  const Declaration* declaration = find(name);
  if (declaration == nullptr) {
    throw Error(Code::not_found,
                fmt::format("setting {}: there is none of this name{}", escape_for_display(name), did_you_mean(name)));
  }
  std::string key(name);
  if (auto at = config_file_.find(key); at != config_file_.end()) return {declaration, at->second, Source::config_file};
  // What an older version stored may be outside of what is allowed by now; the default is then better than a failure.
  if (auto at = preferences_.find(key);
      at != preferences_.end() && declaration->home == Home::preference && is_allowed(*declaration, at->second)) {
    return {declaration, at->second, Source::preference};
  }
  return {declaration, declaration->default_value, Source::default_value};
}

std::vector<Value> Settings::all() const {
  std::vector<Value> values;
  for (const Declaration& declaration : declarations()) values.push_back(get(declaration.name));
  return values;
}

std::int64_t Settings::integer(std::string_view name) const {
  Value value = get(name);
  check(value.declaration->type == Type::integer);
  return value.value.get<std::int64_t>();
}

bool Settings::boolean(std::string_view name) const {
  Value value = get(name);
  check(value.declaration->type == Type::boolean);
  return value.value.get<bool>();
}

std::string Settings::text(std::string_view name) const {
  Value value = get(name);
  check(value.declaration->type == Type::text);
  return value.value.get<std::string>();
}

}  // namespace hearth::settings
