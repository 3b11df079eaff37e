#include "base/json_writer.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>
#include <string>

#include "base/utf8.h"

namespace hearth {
namespace {

using nlohmann::json;

TEST(JsonWriter, PutsCommasBetweenMembersAndElements) {
  JsonWriter writer;
  writer.begin_object().key("a").number(1).key("b").begin_array().string("x").null().boolean(true).end_array();
  writer.key("c").begin_object().end_object().key("d").begin_array().end_array().key("e").raw("[1,2]").end_object();
  EXPECT_EQ(writer.text(), R"({"a":1,"b":["x",null,true],"c":{},"d":[],"e":[1,2]})");
}

TEST(JsonWriter, EscapesWhatJsonDemands) {
  JsonWriter writer;
  writer.string(std::string_view("\"\\\n\r\t\b\f\x01\x1f\0/é", 13));
  EXPECT_EQ(writer.text(), "\"\\\"\\\\\\n\\r\\t\\b\\f\\u0001\\u001f\\u0000/é\"");
}

TEST(JsonWriter, FindsWhatMustBeEscapedAtEveryPlaceOfALongText) {
  for (char special : {'"', '\\', '\n', '\0', '\x1f'}) {
    for (std::size_t place = 0; place < 25; ++place) {
      std::string text(25, 'a');
      text[place] = special;
      JsonWriter writer;
      writer.string(text);
      EXPECT_EQ(json::parse(writer.text()).get<std::string>(), text) << place;
    }
  }
}

TEST(JsonWriter, IllFormedTextBecomesTheReplacementCharacter) {
  JsonWriter writer;
  writer.string("a\xff\"b");
  EXPECT_EQ(writer.text(), "\"a\xEF\xBF\xBD\\\"b\"");
}

TEST(JsonWriter, NumbersKeepTheirValue) {
  JsonWriter writer;
  writer.begin_array()
      .number(std::numeric_limits<std::int64_t>::min())
      .number(std::numeric_limits<std::int64_t>::max());
  writer.real(0.1).real(1e300).real(NAN).real(INFINITY).end_array();
  EXPECT_EQ(writer.text(), "[-9223372036854775808,9223372036854775807,0.1,1e+300,null,null]");
}

TEST(JsonWriter, TakeGivesTheTextAway) {
  JsonWriter writer;
  writer.reserve(100);
  writer.null();
  EXPECT_EQ(writer.take(), "null");
}

RC_GTEST_PROP(JsonWriterProperty, AnyBytesAreReadBackAsTheirValidForm, (const std::string& bytes)) {
  JsonWriter writer;
  writer.string(bytes);
  RC_ASSERT(json::parse(writer.text()).get<std::string>() == to_valid_utf8(bytes));
}

RC_GTEST_PROP(JsonWriterProperty, AnyDoubleIsReadBackExactly, (double value)) {
  JsonWriter writer;
  writer.real(value);
  RC_ASSERT(json::parse(writer.text()).get<double>() == value);
}

// A tree of every kind of value, at most `depth` deep.
json any_tree(int depth) {
  switch (*rc::gen::inRange(0, depth > 0 ? 7 : 5)) {
    case 0:
      return nullptr;
    case 1:
      return *rc::gen::arbitrary<bool>();
    case 2:
      return *rc::gen::arbitrary<std::int64_t>();
    case 3:
      return *rc::gen::arbitrary<double>();
    case 4:
      return to_valid_utf8(*rc::gen::arbitrary<std::string>());
    case 5: {
      json list = json::array();
      for (int i = *rc::gen::inRange(0, 4); i > 0; --i) list.push_back(any_tree(depth - 1));
      return list;
    }
    default: {
      json map = json::object();
      for (int i = *rc::gen::inRange(0, 4); i > 0; --i) map["key" + std::to_string(i)] = any_tree(depth - 1);
      return map;
    }
  }
}

void write_tree(JsonWriter& writer, const json& tree) {
  if (tree.is_object()) {
    writer.begin_object();
    for (const auto& [name, value] : tree.items()) write_tree(writer.key(name), value);
    writer.end_object();
  } else if (tree.is_array()) {
    writer.begin_array();
    for (const json& value : tree) write_tree(writer, value);
    writer.end_array();
  } else if (tree.is_string()) {
    writer.string(tree.get_ref<const std::string&>());
  } else if (tree.is_number_float()) {
    writer.real(tree.get<double>());
  } else if (tree.is_number()) {
    writer.number(tree.get<std::int64_t>());
  } else if (tree.is_boolean()) {
    writer.boolean(tree.get<bool>());
  } else {
    writer.null();
  }
}

RC_GTEST_PROP(JsonWriterProperty, AnyTreeIsReadBack, ()) {
  json tree = any_tree(4);
  JsonWriter writer;
  write_tree(writer, tree);
  RC_ASSERT(json::parse(writer.text()) == tree);
}

}  // namespace
}  // namespace hearth
