// The only file that sees jsoncons, which is slow to compile. Values cross over as JSON text.
#include "schema/validator.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cmath>
#include <cstdint>
#include <exception>
#include <jsoncons/json.hpp>
#include <jsoncons_ext/jsonschema/jsonschema.hpp>
#include <limits>
#include <utility>

#include "base/error.h"
#include "schema/wording.h"

namespace hearth::schema {

namespace {

using Document = jsoncons::json;
using Message = jsoncons::jsonschema::validation_message;

Document cross_over(const json& value) {
  return Document::parse(value.dump(-1, ' ', false, json::error_handler_t::replace));
}

// jsoncons takes a whole number for one of 64 bits, whatever its size: a larger one is judged as the largest.
void bound_numbers(json& value) {
  constexpr double largest = 9.2e18;
  if (value.is_number_float() && std::abs(value.get<double>()) > largest) {
    value = std::copysign(largest, value.get<double>());
  } else if (value.is_number_unsigned() && value.get<std::uint64_t>() > std::numeric_limits<std::int64_t>::max()) {
    value = std::numeric_limits<std::int64_t>::max();
  } else if (value.is_structured()) {
    for (json& each : value) bound_numbers(each);
  }
}

}  // namespace

struct Validator::Compiled {
  jsoncons::jsonschema::json_schema<Document> schema;
};

Validator::Validator(json schema) : schema_(std::move(schema)) {}
Validator::~Validator() = default;

std::vector<Violation> Validator::validate(const json& value) {
  const Compiled* compiled = compiled_.with([&](std::unique_ptr<const Compiled>& kept) {
    if (kept) return kept.get();
    try {
      kept = std::make_unique<const Compiled>(Compiled{jsoncons::jsonschema::make_json_schema(cross_over(schema_))});
    } catch (const std::exception& error) {
      // The library has several kinds of exception for a bad schema; all mean the same here.
      throw Error(Code::invalid_argument, fmt::format("reading a JSON Schema: {}: correct the schema", error.what()));
    }
    return kept.get();
  });
  json bounded = value;
  bound_numbers(bounded);
  std::vector<Violation> violations;
  compiled->schema.validate(cross_over(bounded), [&](const Message& message) {
    FailedKeyword failed{message.keyword(), message.eval_path().string(), message.instance_location().string(),
                         message.message()};
    violations.push_back({failed.pointer, word(failed, schema_)});
    return jsoncons::jsonschema::walk_result::advance;
  });
  return violations;
}

std::string describe(const std::vector<Violation>& violations) {
  std::vector<std::string_view> messages;
  for (const Violation& violation : violations) messages.push_back(violation.message);
  return fmt::format("{}", fmt::join(messages, "; "));
}

}  // namespace hearth::schema
