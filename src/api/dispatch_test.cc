#include "api/dispatch.h"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <tuple>

#include "api/route.h"
#include "api/schemas.h"
#include "base/error.h"

namespace hearth::api {
namespace {

TEST(Routes, AreSortedUniqueAndRefersToKnownSchemas) {
  json schemas = definitions("#/$defs/");
  std::set<std::tuple<std::string_view, std::string_view>> seen;
  std::string_view previous;
  for (const Route& route : routes()) {
    EXPECT_LE(previous, route.path);
    previous = route.path;
    EXPECT_TRUE(seen.emplace(route.method, route.path).second) << route.method << ' ' << route.path;
    EXPECT_TRUE(route.handle != nullptr);
    EXPECT_FALSE(route.summary.empty());
    for (std::string_view schema : {route.request_schema, route.response_schema}) {
      EXPECT_TRUE(schema.empty() || is_media_type(schema) || schemas.contains(schema)) << schema;
    }
  }
}

TEST(Schemas, EveryReferenceLeadsToADefinition) {
  json schemas = definitions("#/$defs/");
  std::string text = schemas.dump();
  for (std::size_t at = text.find("\"$ref\":\""); at != std::string::npos; at = text.find("\"$ref\":\"", at + 1)) {
    std::string reference = text.substr(at + 8, text.find('"', at + 8) - at - 8);
    ASSERT_TRUE(reference.starts_with("#/$defs/")) << reference;
    EXPECT_TRUE(schemas.contains(reference.substr(8))) << reference;
  }
}

TEST(Schemas, ABadBodyIsRefusedInWords) {
  EXPECT_NO_THROW(check_against("NewRun", {{"task", "x"}}));
  for (const json& bad :
       {json{{"task", ""}}, json{{"task", 7}}, json{{"regenerate", 0}}, json{{"task", "x"}, {"more", 1}}, json("x")}) {
    try {
      check_against("NewRun", bad);
      ADD_FAILURE() << bad;
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), Code::invalid_argument);
    }
  }
}

}  // namespace
}  // namespace hearth::api
