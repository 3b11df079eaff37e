#include "llm/openai_request.h"

#include <gtest/gtest.h>

#include <utility>

#include "llm/conversation_repair.h"

namespace hearth::llm {
namespace {

Block result(std::string call_id, std::string text) {
  Block block;
  block.kind = Block::Kind::tool_result;
  block.call_id = std::move(call_id);
  block.text = std::move(text);
  return block;
}

Message message(Role role, std::vector<Block> blocks) {
  Message made;
  made.role = role;
  made.blocks = std::move(blocks);
  return made;
}

Block thinking(std::string text) {
  Block block = Block::make_text(std::move(text));
  block.kind = Block::Kind::thinking;
  return block;
}

Block call(std::string id) {
  return Block::make_tool_use(std::move(id), "fs_read", R"({"path":"a"})");
}

// One word per message: "u:text", "a:text+call…", "t:call=text…".
std::string outline(const std::vector<Message>& messages) {
  std::string out;
  for (const Message& each : messages) {
    if (!out.empty()) out += ' ';
    out += to_string(each.role).front();
    for (const Block& block : each.blocks) {
      switch (block.kind) {
        case Block::Kind::text:
          out += ":" + block.text;
          break;
        case Block::Kind::thinking:
          out += "?" + block.text;
          break;
        case Block::Kind::tool_use:
          out += "+" + block.call_id;
          break;
        case Block::Kind::tool_result:
          out += "=" + block.call_id + (block.is_error ? "!" : "");
          break;
      }
    }
  }
  return out;
}

TEST(ConversationRepair, a_sound_conversation_stays_as_it_is) {
  EXPECT_EQ(
      outline(repaired({user_message("q"), message(Role::assistant, {Block::make_text("x"), call("1"), call("2")}),
                        message(Role::tool, {result("1", "r"), result("2", "r")}),
                        message(Role::assistant, {Block::make_text("end")})})),
      "u:q a:x+1+2 t=1=2 a:end");
}

TEST(ConversationRepair, results_are_gathered_in_the_order_of_their_calls_and_missing_ones_made) {
  EXPECT_EQ(outline(repaired({user_message("q"), message(Role::assistant, {call("1"), call("2"), call("3")}),
                              message(Role::tool, {result("3", "r")}), user_message("wait"),
                              message(Role::tool, {result("1", "r"), result("1", "again")})})),
            "u:q a+1+2+3 t=1=2!=3 u:wait");
}

TEST(ConversationRepair, orphans_thinking_and_empty_texts_go) {
  EXPECT_EQ(
      outline(repaired({message(Role::tool, {result("0", "r")}), user_message("q"), user_message(""),
                        message(Role::assistant, {thinking("hm"), Block::make_text("")}),
                        message(Role::tool, {result("9", "r")}),
                        message(Role::assistant, {thinking("hm"), Block::make_text("x"), call("1"), call("1")})})),
      "u:q a:x+1 t=1!");
}

TEST(ConversationRepair, user_messages_in_a_row_become_one) {
  EXPECT_EQ(outline(repaired({user_message("a"), user_message("b")})), "u:a:b");
}

TEST(OpenAiRequest, golden) {
  ChatRequest request;
  request.system = "Be brief.";
  request.messages = {
      user_message("Read a \"file\"\n"),
      message(Role::assistant, {thinking("secret"), Block::make_tool_use("c1", "fs_read", R"({"path":"a"})"),
                                Block::make_tool_use("c2", "fs_list", "")}),
      message(Role::tool, {result("c1", "1\tTea"), result("c2", "")}),
      message(Role::assistant, {Block::make_text("Tea.")}), user_message("Thanks")};
  ToolSpec tool;
  tool.name = "fs_list";
  tool.description = "Lists a folder.";
  tool.parameters = {{"type", "object"}};
  request.tools = {tool};
  EXPECT_EQ(openai_request_body(request, "small"),
            R"({"model":"small","stream":true,"stream_options":{"include_usage":true},"messages":[)"
            R"({"role":"system","content":"Be brief."},)"
            R"({"role":"user","content":"Read a \"file\"\n"},)"
            R"({"role":"assistant","content":null,"tool_calls":[)"
            R"({"id":"c1","type":"function","function":{"name":"fs_read","arguments":"{\"path\":\"a\"}"}},)"
            R"({"id":"c2","type":"function","function":{"name":"fs_list","arguments":"{}"}}]},)"
            R"({"role":"tool","tool_call_id":"c1","content":"1\tTea"},)"
            R"~({"role":"tool","tool_call_id":"c2","content":"(no output)"},)~"
            R"({"role":"assistant","content":"Tea."},)"
            R"({"role":"user","content":"Thanks"}],)"
            R"("tools":[{"type":"function","function":{"name":"fs_list","description":"Lists a folder.",)"
            R"("parameters":{"type":"object"}}}]})");
}

TEST(OpenAiRequest, arguments_that_could_not_be_read_are_not_sent_back) {
  ChatRequest request;
  request.messages = {user_message("q"), message(Role::assistant, {Block::make_tool_use("c", "fs_read", "{oops")})};
  json body = json::parse(openai_request_body(request, "m"));
  EXPECT_EQ(body["messages"][1]["tool_calls"][0]["function"]["arguments"], "{}");
  EXPECT_EQ(body["messages"][2]["role"], "tool");
  EXPECT_FALSE(body.contains("tools"));
}

TEST(OpenAiRequest, ill_formed_text_still_makes_valid_json) {
  ChatRequest request;
  request.messages = {user_message("caf\xe9")};
  EXPECT_EQ(json::parse(openai_request_body(request, "m"))["messages"][0]["content"], "caf\xef\xbf\xbd");
}

}  // namespace
}  // namespace hearth::llm
