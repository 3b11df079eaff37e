#include "domain/message.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>

#include "base/error.h"
#include "base/utf8.h"

namespace hearth {
namespace {

TEST(Message, EveryRoleAndStopIsReadBack) {
  for (Role role : {Role::system, Role::user, Role::assistant, Role::tool}) EXPECT_EQ(role_from(to_string(role)), role);
  for (Stop stop :
       {Stop::end_turn, Stop::max_tokens, Stop::stop_sequence, Stop::tool_use, Stop::refusal, Stop::content_filter,
        Stop::context_overflow, Stop::malformed_tool_call, Stop::cancelled, Stop::interrupted, Stop::error}) {
    EXPECT_FALSE(to_string(stop).empty());
    EXPECT_EQ(stop_from(to_string(stop)), stop);
  }
}

TEST(Message, UnknownWordsAreFaultsOfOurs) {
  EXPECT_THROW(role_from("robot"), Error);
  EXPECT_THROW(stop_from(""), Error);
  EXPECT_THROW(block_from_json({{"type", "image"}}), Error);
  EXPECT_THROW(block_from_json(json::object()), Error);
}

TEST(Message, PlainTextJoinsTheTextBlocksOnly) {
  Message message;
  message.blocks.push_back(Block::make_text("one"));
  message.blocks.push_back(Block::make_tool_use("c1", "fs_read", "{}"));
  message.blocks.push_back(Block::make_text(""));
  message.blocks.push_back(Block::make_text("two"));
  EXPECT_EQ(plain_text(message), "one\ntwo");
  EXPECT_EQ(plain_text(user_message("hi")), "hi");
  EXPECT_EQ(plain_text({}), "");
}

TEST(Message, AToolCallHasArgumentsOnlyIfTheyAreAnObject) {
  EXPECT_EQ(Block::make_tool_use("c", "t", R"({"a":1})").arguments, json({{"a", 1}}));
  EXPECT_EQ(Block::make_tool_use("c", "t", "").arguments, json::object());
  for (const char* bytes : {"[1]", "7", "null", "{\"a\":", "{}x", "\xff"}) {
    Block block = Block::make_tool_use("c", "t", bytes);
    EXPECT_FALSE(block.arguments) << bytes;
    EXPECT_EQ(block.arguments_raw, bytes);
  }
}

TEST(Message, AnErrorResultKeepsItsData) {
  Block block;
  block.kind = Block::Kind::tool_result;
  block.call_id = "c1";
  block.name = "fs_read";
  block.text = "no such file";
  block.is_error = true;
  block.structured = {{"path", "x"}};
  block.provider = {{"signature", "abc"}};
  Block back = block_from_json(to_json(block));
  EXPECT_TRUE(back.is_error);
  EXPECT_EQ(back.structured, block.structured);
  EXPECT_EQ(back.provider, block.provider);
}

TEST(Usage, IsReadBackAndMissingCountsAreZero) {
  Usage usage{1, 2, 3, 4, true};
  Usage back = usage_from_json(to_json(usage));
  EXPECT_EQ(back.input, 1);
  EXPECT_EQ(back.input_cached, 2);
  EXPECT_EQ(back.output, 3);
  EXPECT_EQ(back.output_reasoning, 4);
  EXPECT_TRUE(back.complete);
  EXPECT_EQ(usage_from_json(json::object()).input, 0);
  EXPECT_FALSE(usage_from_json(json::object()).complete);
}

std::string any_text() {
  return to_valid_utf8(*rc::gen::arbitrary<std::string>());
}

json any_object() {
  return *rc::gen::arbitrary<bool>() ? json(nullptr) : json{{"n", *rc::gen::arbitrary<int>()}, {"s", any_text()}};
}

// Only the fields that its kind gives a meaning to.
Block any_block() {
  Block block;
  switch (*rc::gen::inRange(0, 4)) {
    case 0:
      block = Block::make_text(any_text());
      break;
    case 1:
      block.kind = Block::Kind::thinking;
      block.text = any_text();
      break;
    case 2:
      block = Block::make_tool_use(any_text(), any_text(), any_object().dump());
      break;
    default:
      block.kind = Block::Kind::tool_result;
      block.call_id = any_text();
      block.name = any_text();
      block.text = any_text();
      block.is_error = *rc::gen::arbitrary<bool>();
      block.structured = any_object();
  }
  block.provider = any_object();
  return block;
}

RC_GTEST_PROP(BlockProperty, AnyBlockIsReadBackThroughItsText, ()) {
  Block block = any_block();
  Block back = block_from_json(json::parse(to_json(block).dump()));
  RC_ASSERT(back.kind == block.kind);
  RC_ASSERT(back.text == block.text);
  RC_ASSERT(back.call_id == block.call_id);
  RC_ASSERT(back.name == block.name);
  RC_ASSERT(back.arguments_raw == block.arguments_raw);
  RC_ASSERT(back.arguments == block.arguments);
  RC_ASSERT(back.is_error == block.is_error);
  RC_ASSERT(back.structured == block.structured);
  RC_ASSERT(back.provider == block.provider);
}

}  // namespace
}  // namespace hearth
