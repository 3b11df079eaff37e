#include "api/schemas.h"

#include <fmt/format.h>

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/check.h"
#include "base/error.h"
#include "base/sync.h"
#include "schema/validator.h"

namespace hearth::embedded {
extern const std::string_view api_schemas;  // every docs/api/*.json, as one JSON array
}

namespace hearth::api {

namespace {

// References in the files read "runs.json#/$defs/Run" or "#/$defs/Run".
void rewrite_references(json& value, std::string_view prefix) {
  if (value.is_array()) {
    for (json& item : value) rewrite_references(item, prefix);
  }
  if (!value.is_object()) return;
  for (auto& [key, item] : value.items()) {
    if (key == "$ref" && item.is_string()) {
      std::string reference = item.get<std::string>();
      item = std::string(prefix) + reference.substr(reference.rfind('/') + 1);
    } else {
      rewrite_references(item, prefix);
    }
  }
}

std::shared_ptr<schema::Validator> validator_of(std::string_view name) {
  static Sync<std::map<std::string, std::shared_ptr<schema::Validator>, std::less<>>> validators;
  return validators.with([&](auto& known) {
    auto found = known.find(name);
    if (found != known.end()) return found->second;
    json schema{{"$ref", fmt::format("#/$defs/{}", name)}, {"$defs", definitions("#/$defs/")}};
    auto validator = std::make_shared<schema::Validator>(schema);
    known.emplace(name, validator);
    return std::shared_ptr<schema::Validator>(validator);
  });
}

}  // namespace

json definitions(std::string_view reference_prefix) {
  json all = json::object();
  for (json& file : json::parse(embedded::api_schemas)) {
    for (auto& [name, definition] : file["$defs"].items()) {
      check(!all.contains(name));
      all[name] = std::move(definition);
    }
  }
  rewrite_references(all, reference_prefix);
  return all;
}

void check_against(std::string_view schema, const json& value) {
  std::vector<schema::Violation> violations = validator_of(schema)->validate(value);
  if (violations.empty()) return;
  throw Error(Code::invalid_argument, fmt::format("reading the body: {}", schema::describe(violations)));
}

}  // namespace hearth::api
