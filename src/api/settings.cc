#include "settings/settings.h"

#include <fmt/format.h>

#include <string>

#include "api/resources.h"
#include "base/error.h"
#include "egress/redaction/pattern.h"
#include "store/preferences.h"

namespace hearth::api {

namespace {

std::string_view to_string(settings::Type type) {
  switch (type) {
    case settings::Type::boolean:
      return "boolean";
    case settings::Type::integer:
      return "integer";
    case settings::Type::text:
      return "text";
  }
  return "text";
}

std::string_view to_string(settings::Source source) {
  switch (source) {
    case settings::Source::default_value:
      return "default";
    case settings::Source::preference:
      return "preference";
    case settings::Source::config_file:
      return "config.toml";
  }
  return "default";
}

json to_json(const settings::Value& value) {
  const settings::Declaration& declaration = *value.declaration;
  json out{{"name", declaration.name},
           {"type", to_string(declaration.type)},
           {"value", value.value},
           {"default", declaration.default_value},
           {"source", to_string(value.source)},
           {"home", declaration.home == settings::Home::preference ? "preference" : "config.toml"},
           {"documentation", declaration.documentation}};
  if (declaration.minimum) out["minimum"] = *declaration.minimum;
  if (declaration.maximum) out["maximum"] = *declaration.maximum;
  if (!declaration.choices.empty()) out["choices"] = declaration.choices;
  return out;
}

http_server::Response list(const Call& call) {
  json all = json::array();
  for (const settings::Value& value : call.context.settings().all()) all.push_back(to_json(value));
  return json_response(json{{"settings", std::move(all)}});
}

// A preference that may be changed here. Throws Error for one that config.toml decides.
const settings::Declaration& changeable(const Call& call) {
  settings::Value value = call.context.settings().get(call.parameters.find("name")->second);
  if (value.declaration->home == settings::Home::bootstrap || value.source == settings::Source::config_file) {
    throw Error(Code::denied, fmt::format("changing {}: it is set in config.toml; change it there and restart Hearth",
                                          value.declaration->name));
  }
  return *value.declaration;
}

// What the declaration cannot say of a value: a text may be no pattern.
void check_meaning(const settings::Declaration& declaration, const json& value) {
  if (declaration.name == "redaction.patterns") egress::parse_patterns(value.get_ref<const std::string&>());
}

http_server::Response set(const Call& call) {
  const settings::Declaration& declaration = changeable(call);
  const json& value = call.body["value"];
  settings::validate(declaration, value);
  check_meaning(declaration, value);
  call.context.store.write(
      [&](store::Write& write) { store::set_preference(write, declaration.name, value, unix_millis_now()); });
  call.context.gate.policy_changed();  // network.mode is a setting too
  return json_response(to_json(call.context.settings().get(declaration.name)));
}

http_server::Response reset(const Call& call) {
  const settings::Declaration& declaration = changeable(call);
  call.context.store.write([&](store::Write& write) { store::remove_preference(write, declaration.name); });
  call.context.gate.policy_changed();
  return json_response(to_json(call.context.settings().get(declaration.name)));
}

constexpr Route table[] = {
    {"GET", "/api/v1/settings", "Every setting with its value, default and documentation", "", "", "SettingList", 200,
     list},
    {"DELETE", "/api/v1/settings/{name}", "Put a preference back to its default", "", "", "Setting", 200, reset},
    {"PUT", "/api/v1/settings/{name}", "Change a preference", "", "SettingValue", "Setting", 200, set},
};

}  // namespace

std::span<const Route> setting_routes() {
  return table;
}

}  // namespace hearth::api
