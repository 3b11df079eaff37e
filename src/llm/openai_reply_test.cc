// Whole streams as servers send them, each fed in every cut: the message must not depend on it.
#include "llm/openai_reply.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace hearth::llm {
namespace {

const Target target{"http://127.0.0.1:9/v1", "m"};

struct Heard {
  std::string deltas;  // what the consumer saw, thinking in angle brackets
  ChatOutcome outcome;
};

enum class Connection { closed, broken };

struct Sent {
  int status = 200;
  std::string body;
  Connection end = Connection::closed;
};

Heard hear(const Sent& sent, std::size_t cut) {
  Heard heard;
  ChatSink sink = [&](const ChatDelta& delta) {
    heard.deltas += delta.kind == ChatDelta::Kind::thinking ? fmt::format("<{}>", delta.text) : std::string(delta.text);
  };
  OpenAiReply reply(target, {{}, "made_"}, sink);
  reply.head(sent.status, {});
  for (std::size_t at = 0; at < sent.body.size(); at += cut) reply.feed(std::string_view(sent.body).substr(at, cut));
  if (sent.end == Connection::broken) reply.broken({Code::unavailable, "it broke", Retry::may_help, {}});
  heard.outcome = reply.finish();
  return heard;
}

// "thinking <…>; text …; call ID NAME ARGUMENTS; STOP IN+CACHED/OUT+REASONING", or "failure CODE retry|never".
std::string told(const ChatOutcome& outcome) {
  if (const auto* failure = std::get_if<ChatFailure>(&outcome)) {
    return fmt::format("failure {} {}", to_string(failure->code), failure->retry == Retry::never ? "never" : "retry");
  }
  const Message& message = std::get<Message>(outcome);
  EXPECT_EQ(message.role, Role::assistant);
  EXPECT_EQ(message.origin.model, "m");
  std::string text;
  for (const Block& block : message.blocks) {
    switch (block.kind) {
      case Block::Kind::text:
        text += fmt::format("text {}; ", block.text);
        break;
      case Block::Kind::thinking:
        text += fmt::format("thinking {}; ", block.text);
        break;
      case Block::Kind::tool_use:
        text += fmt::format("{} {} {} {}; ", block.arguments ? "call" : "unreadable", block.call_id, block.name,
                            block.arguments_raw);
        break;
      case Block::Kind::tool_result:
        text += "result?; ";
        break;
    }
  }
  text += to_string(message.stop);
  const Usage& usage = message.usage;
  if (usage.complete) {
    text += fmt::format(" {}+{}/{}+{}", usage.input, usage.input_cached, usage.output, usage.output_reasoning);
  }
  return text;
}

// Checks the outcome at every cut from one byte to the whole body; gives what the consumer saw.
std::string expect_told(const Sent& sent, std::string_view expected) {
  Heard whole = hear(sent, sent.body.size() + 1);
  EXPECT_EQ(told(whole.outcome), expected);
  for (std::size_t cut = 1; cut <= sent.body.size(); ++cut) {
    Heard cut_up = hear(sent, cut);
    EXPECT_EQ(told(cut_up.outcome), expected) << "cut into " << cut;
    EXPECT_EQ(cut_up.deltas, whole.deltas) << "cut into " << cut;
    if (::testing::Test::HasFailure()) break;
  }
  return whole.deltas;
}

std::string events(const std::vector<std::string>& data) {
  std::string body;
  for (const std::string& each : data) body += "data: " + each + "\n\n";
  return body;
}

std::string delta(std::string_view members) {
  return fmt::format(R"({{"id":"x","choices":[{{"index":0,"delta":{{{}}},"finish_reason":null}}]}})", members);
}
std::string finish(std::string_view reason) {
  return fmt::format(R"({{"id":"x","choices":[{{"index":0,"delta":{{}},"finish_reason":"{}"}}]}})", reason);
}
const std::string hello = delta(R"("role":"assistant","content":"Grüß")");
const std::string you = delta(R"("content":" dich 🔥")");
const std::string usage =
    R"({"choices":[],"usage":{"prompt_tokens":100,"completion_tokens":20,"prompt_tokens_details":{"cached_tokens":64},)"
    R"("completion_tokens_details":{"reasoning_tokens":5}}})";
const std::string done = "[DONE]";

TEST(OpenAiReply, text_with_usage_at_the_end) {
  EXPECT_EQ(
      expect_told({200, events({hello, you, finish("stop"), usage, done})}, "text Grüß dich 🔥; end_turn 36+64/15+5"),
      "Grüß dich 🔥");
}

TEST(OpenAiReply, line_ends_comments_a_byte_order_mark_and_a_missing_last_line_do_not_matter) {
  std::string body = "\xEF\xBB\xBF: wait\r\n\r\ndata:" + hello + "\r\n\r\n:\r\n\r\nevent: message\r\ndata: " + you +
                     "\r\n\r\ndata: " + finish("stop");
  expect_told({200, body}, "text Grüß dich 🔥; end_turn");
}

TEST(OpenAiReply, usage_may_come_in_every_event_or_be_null) {
  std::string with =
      R"({"choices":[{"index":0,"delta":{"content":"a"}}],"usage":{"prompt_tokens":7,"completion_tokens":1}})";
  std::string later =
      R"({"choices":[{"index":0,"delta":{"content":"b"}}],"usage":{"prompt_tokens":7,"completion_tokens":2}})";
  std::string null = R"({"choices":[{"index":0,"delta":{"content":"c"}}],"usage":null})";
  expect_told({200, events({with, later, null, finish("stop"), done})}, "text abc; end_turn 7+0/2+0");
  std::string odd =
      R"({"choices":[],"usage":{"prompt_tokens":-3,"completion_tokens":"x","prompt_tokens_details":null}})";
  expect_told({200, events({hello, finish("stop"), odd, done})}, "text Grüß; end_turn 0+0/0+0");
}

TEST(OpenAiReply, thinking_in_both_spellings) {
  EXPECT_EQ(
      expect_told({200, events({delta(R"("content":null,"reasoning_content":"hm")"), hello, finish("stop"), done})},
                  "thinking hm; text Grüß; end_turn"),
      "<hm>Grüß");
  expect_told({200, events({delta(R"("content":"","reasoning":"hm")"), hello, finish("stop"), done})},
              "thinking hm; text Grüß; end_turn");
}

TEST(OpenAiReply, content_in_parts) {
  expect_told({200, events({delta(R"("content":[{"type":"text","text":"a"},{"type":"x"},3])"), finish("stop"), done})},
              "text a; end_turn");
}

TEST(OpenAiReply, other_ends) {
  expect_told({200, events({hello, finish("length"), done})}, "text Grüß; max_tokens");
  expect_told({200, events({hello, finish("content_filter"), done})}, "text Grüß; content_filter");
  expect_told({200, events({delta(R"("refusal":"No.")"), finish("stop"), done})}, "text No.; refusal");
  expect_told({200, events({finish("stop"), done})}, "end_turn");
}

TEST(OpenAiReply, the_end_is_known_by_finish_reason_or_by_done) {
  expect_told({200, events({hello, finish("stop")})}, "text Grüß; end_turn");
  expect_told({200, events({hello, finish("stop")}), Connection::broken}, "text Grüß; end_turn");
  expect_told({200, events({hello, done})}, "text Grüß; end_turn");
  expect_told({200, events({hello, done, hello})}, "text Grüß; end_turn");
}

TEST(OpenAiReply, a_stream_without_its_end_is_interrupted) {
  expect_told({200, events({hello})}, "text Grüß; interrupted");
  expect_told({200, events({hello}), Connection::broken}, "text Grüß; interrupted");
  expect_told({200, events({delta(R"("reasoning":"hm")")})}, "thinking hm; interrupted");
}

TEST(OpenAiReply, where_nothing_arrived_asking_again_may_help) {
  expect_told({200, ""}, "failure unavailable retry");
  expect_told({200, ": ping\n\n"}, "failure unavailable retry");
  expect_told({200, "", Connection::broken}, "failure unavailable retry");
  expect_told({200, "<html>not what you think</html>\n\n"}, "failure unavailable retry");
  expect_told({200, events({delta(R"("role":"assistant","content":"")")})}, "failure unavailable retry");
}

const std::string two_calls =
    delta(R"("tool_calls":[{"index":0,"id":"a","function":{"name":"f","arguments":"{\"p\":1}"}},)"
          R"({"index":1,"id":"b","function":{"name":"g","arguments":""}}])");
const std::string half_call =
    delta(R"("tool_calls":[{"index":2,"id":"c","function":{"name":"f","arguments":"{\"p"}}])");

TEST(OpenAiReply, tool_calls_whatever_the_finish_reason) {
  for (const char* reason : {"tool_calls", "stop", "tool_use", "function_call", "eos"}) {
    expect_told({200, events({two_calls, finish(reason), done})}, "call a f {\"p\":1}; call b g ; tool_use");
  }
  EXPECT_EQ(expect_told({200, events({hello, two_calls, finish("tool_calls"), usage})},
                        "text Grüß; call a f {\"p\":1}; call b g ; tool_use 36+64/15+5"),
            "Grüß");
}

TEST(OpenAiReply, the_old_function_call) {
  expect_told({200, events({delta(R"("function_call":{"name":"f","arguments":"{\"p\""})"),
                            delta(R"("function_call":{"arguments":":1}"})"), finish("function_call"), done})},
              "call made_1 f {\"p\":1}; tool_use");
}

TEST(OpenAiReply, a_call_that_was_cut_off_is_never_kept) {
  expect_told({200, events({hello, two_calls, half_call})}, "text Grüß; call a f {\"p\":1}; interrupted");
  expect_told({200, events({two_calls, half_call, finish("length"), done})}, "call a f {\"p\":1}; max_tokens");
  expect_told({200, events({half_call})}, "failure unavailable retry");
  expect_told({200, events({half_call, finish("tool_calls"), done})}, "unreadable c f {\"p; tool_use");
}

TEST(OpenAiReply, a_call_without_a_name_is_malformed) {
  expect_told({200, events({delta(R"("tool_calls":[{"index":0,"id":"a","function":{"arguments":"{}"}}])"),
                            finish("tool_calls"), done})},
              "malformed_tool_call");
}

TEST(OpenAiReply, an_error_in_the_stream) {
  expect_told({200, events({R"({"error":{"message":"m","type":"server_error"}})"})}, "failure unavailable retry");
  expect_told({200, events({R"({"error":"an error was encountered"})"})}, "failure unavailable retry");
  expect_told({200, events({R"({"error":{"message":"m","code":"insufficient_quota"}})"})}, "failure unavailable never");
  expect_told({200, events({hello, R"({"error":{"code":500,"message":"m"}})", you, finish("stop"), done})},
              "text Grüß; interrupted");
  expect_told({200, events({hello,
                            R"({"choices":[{"delta":{"content":""},"finish_reason":"error"}],)"
                            R"("error":{"code":502,"message":"m"}})",
                            done})},
              "text Grüß; interrupted");
}

TEST(OpenAiReply, an_event_that_is_no_json_object_ends_the_answer) {
  expect_told({200, events({hello, "{oops", you, finish("stop"), done})}, "text Grüß; interrupted");
  expect_told({200, events({"[1]"})}, "failure unavailable retry");
  expect_told({200, events({std::string(500, '[')})}, "failure unavailable retry");
}

TEST(OpenAiReply, members_of_the_wrong_type_are_ignored) {
  expect_told(
      {200, events({R"({"choices":3,"usage":[]})", R"({"choices":[1,null,{"delta":[]},{"delta":{"content":{}}}]})",
                    R"({"choices":[{"index":1,"delta":{"content":"other"}}]})",
                    delta(R"("tool_calls":{},"function_call":"f")"), hello, finish("stop"), done})},
      "text Grüß; end_turn");
}

TEST(OpenAiReply, one_json_body_instead_of_a_stream) {
  EXPECT_EQ(
      expect_told({200,
                   "\n {\"choices\":[{\"index\":0,\"finish_reason\":\"tool_calls\",\"message\":{\"role\":\"assistant\","
                   "\"content\":\"Hi\",\"tool_calls\":[{\"id\":\"a\",\"type\":\"function\",\"function\":{\"name\":"
                   "\"f\",\"arguments\":\"{}\"}}]}}],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":2}}"},
                  "text Hi; call a f {}; tool_use 3+0/2+0"),
      "Hi");
  expect_told({200, R"({"error":{"code":401,"message":"no"}})"}, "failure denied never");
}

TEST(OpenAiReply, an_error_status) {
  expect_told({401, R"({"error":{"message":"no"}})"}, "failure denied never");
  expect_told({503, "{\"error\":{\"code\":503,\"message\":\"Loading model\"}}"}, "failure unavailable retry");
  expect_told({404, "data: not a stream\n\n"}, "failure not_found never");
}

}  // namespace
}  // namespace hearth::llm
