#include "schema/validator.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <limits>
#include <string>
#include <thread>
#include <vector>

#include "base/error.h"

namespace hearth::schema {
namespace {

const json arguments = json::parse(R"({
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "type": "object",
  "properties": {
    "path": {"type": "string", "minLength": 1},
    "limit": {"type": "integer", "minimum": 1, "maximum": 200},
    "mode": {"enum": ["fast", "slow"]},
    "edits": {"type": "array", "items": {"$ref": "#/$defs/edit"}}
  },
  "$defs": {"edit": {"type": "object", "properties": {"old": {"type": "string"}}, "required": ["old"]}},
  "required": ["path"],
  "additionalProperties": false
})");

std::string complaint(const std::string& value) {
  return describe(Validator(arguments).validate(json::parse(value)));
}

TEST(Validator, TakesWhatIsRight) {
  EXPECT_EQ(complaint(R"({"path": "a", "limit": 200, "mode": "fast", "edits": [{"old": ""}]})"), "");
  EXPECT_EQ(complaint(R"({"path": "a", "limit": 2.0})"), "") << "2.0 is an integer in JSON Schema";
}

TEST(Validator, NamesWhatIsMissingOrUnknown) {
  EXPECT_EQ(complaint("{}"), "\"path\" is missing: it is required");
  EXPECT_EQ(complaint(R"({"path": "a", "colour": 1})"), "\"colour\" is unknown: known are edits, limit, mode, path");
  EXPECT_EQ(complaint(R"({"path": "a", "edits": [{}]})"), "\"edits/0/old\" is missing: it is required");
}

TEST(Validator, NamesWhatWasExpected) {
  EXPECT_EQ(complaint(R"({"path": 7})"), "\"path\": Expected string, found integer");
  EXPECT_EQ(complaint(R"({"path": "a", "limit": "7"})"), "\"limit\": Expected integer, found string");
  EXPECT_EQ(complaint(R"({"path": "a", "mode": "best"})"), "\"mode\" must be one of \"fast\", \"slow\"");
  EXPECT_EQ(complaint("[]"), "the arguments: Expected object, found array");
  EXPECT_NE(complaint(R"({"path": "a", "limit": 0})").find("\"limit\""), std::string::npos);
  EXPECT_NE(complaint(R"({"path": ""})").find("\"path\""), std::string::npos);
}

TEST(Validator, ReportsEveryViolationWithItsPlace) {
  auto violations = Validator(arguments).validate(json::parse(R"({"path": 1, "limit": 500, "edits": [{"old": 2}]})"));
  std::vector<std::string> pointers;
  for (const Violation& violation : violations) pointers.push_back(violation.pointer);
  std::sort(pointers.begin(), pointers.end());
  EXPECT_EQ(pointers, (std::vector<std::string>{"/edits/0/old", "/limit", "/path"}));
}

TEST(Validator, ConstsAreNamed) {
  Validator validator(json::parse(R"({"properties": {"v": {"const": 2}}})"));
  EXPECT_EQ(describe(validator.validate({{"v", 3}})), "\"v\" must be 2");
}

TEST(Validator, ABadSchemaIsAnError) {
  Validator unresolved(json::parse(R"({"$ref": "https://example.test/other"})"));
  EXPECT_THROW(unresolved.validate(1), Error);
  Validator pattern(json::parse(R"({"pattern": "("})"));
  EXPECT_THROW(pattern.validate("x"), Error);
}

TEST(Validator, SurvivesIllFormedText) {
  json value = {{"path", std::string("bad\xff")}, {std::string("odd\x1b\xfe"), 1}};
  EXPECT_EQ(Validator(arguments).validate(value).size(), 1U);
}

TEST(Validator, NumbersThatNo64BitsHoldAreLarge) {
  const json bounded{{"type", "integer"}, {"minimum", 1}, {"maximum", 100}};
  const json open{{"type", "integer"}, {"minimum", 1}};
  for (const json& number : {json(1e300), json(std::numeric_limits<std::uint64_t>::max())}) {
    EXPECT_EQ(Validator(bounded).validate(number).size(), 1U) << number;
    EXPECT_TRUE(Validator(open).validate(number).empty()) << number;
  }
  EXPECT_EQ(Validator(open).validate(-1e300).size(), 1U);
}

TEST(Validator, ServesSeveralThreads) {
  Validator validator(arguments);
  std::vector<std::jthread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      for (int round = 0; round < 50; ++round) EXPECT_EQ(validator.validate(json::object()).size(), 1U);
    });
  }
}

TEST(Validator, CostsLittle) {
  auto start = std::chrono::steady_clock::now();
  Validator validator(arguments);
  auto made = std::chrono::steady_clock::now();
  validator.validate({{"path", "a"}});
  auto compiled = std::chrono::steady_clock::now();
  validator.validate({{"path", "a"}});
  auto validated = std::chrono::steady_clock::now();
  auto micros = [](auto time) { return std::chrono::duration_cast<std::chrono::microseconds>(time).count(); };
  RecordProperty("made_us", static_cast<int>(micros(made - start)));
  RecordProperty("compiled_us", static_cast<int>(micros(compiled - made)));
  RecordProperty("validated_us", static_cast<int>(micros(validated - compiled)));
  EXPECT_LT(compiled - start, std::chrono::seconds(1));
}

}  // namespace
}  // namespace hearth::schema
