// Every setting, declared once: name, type, default, where it may be set, documentation. The command line, the API, the
// reference in docs/ and the checks all come from this table. Values travel by value: lower folders never see a
// Settings.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "domain/json.h"

namespace hearth::settings {

enum class Type { boolean, integer, text };
enum class Home {
  preference,  // in the database; config.toml may set it too and then wins, as the administrator's word
  bootstrap,   // needed before the database opens: config.toml only
};

struct Declaration {
  std::string_view name;  // "agent.max_turns"
  Type type;
  Home home;
  json default_value;
  std::optional<std::int64_t> minimum, maximum;  // of an integer
  std::vector<std::string_view> choices;         // of a text; empty: any
  std::string_view documentation;                // one or two sentences, with the unit
};
// Sorted by name.
std::span<const Declaration> declarations();
const Declaration* find(std::string_view name);

// Throws Error(invalid_argument) that names the setting, the value and what is allowed.
void validate(const Declaration& declaration, const json& value);
// "a whole number from 1 to 200", "one of full, normal"
std::string allowed_values(const Declaration& declaration);
// A value as typed on the command line. Throws as validate does.
json parse_value(const Declaration& declaration, std::string_view text);

// Values of config.toml by setting name. Throws Error(invalid_argument) naming file and line for an unknown key or a
// bad value; an absent file is empty.
std::map<std::string, json> read_config_file(const std::string& path);

// The reference page of all settings, as docs/settings.md holds it.
std::string reference_markdown();

enum class Source { default_value, preference, config_file };
struct Value {
  const Declaration* declaration = nullptr;
  json value;
  Source source = Source::default_value;
};

// Defaults, then preferences, then config.toml.
class Settings {
 public:
  Settings(std::map<std::string, json> config_file, std::map<std::string, json> preferences);
  Value get(std::string_view name) const;  // throws Error(not_found), naming near names
  std::vector<Value> all() const;
  std::int64_t integer(std::string_view name) const;
  bool boolean(std::string_view name) const;
  std::string text(std::string_view name) const;

 private:
  std::map<std::string, json> config_file_;
  std::map<std::string, json> preferences_;
};

}  // namespace hearth::settings
