#include "llm/chat_failure.h"

#include <gtest/gtest.h>

namespace hearth::llm {
namespace {

using std::chrono::milliseconds;

const Target target{"http://127.0.0.1:9931/v1", "small"};

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

TEST(ChatFailure, a_refused_key_is_not_tried_again) {
  ChatFailure failure =
      failure_from_status(target, 401, R"({"error":{"message":"bad key","type":"authentication_error"}})");
  EXPECT_EQ(failure.code, Code::denied);
  EXPECT_EQ(failure.retry, Retry::never);
  EXPECT_TRUE(has(failure.message, "key")) << failure.message;
  EXPECT_TRUE(has(failure.message, "bad key")) << failure.message;
}

TEST(ChatFailure, an_unknown_model_names_the_command_that_lists_models) {
  ChatFailure failure = failure_from_status(target, 404, R"({"error":"model 'small' not found"})");
  EXPECT_EQ(failure.code, Code::not_found);
  EXPECT_EQ(failure.retry, Retry::never);
  EXPECT_TRUE(has(failure.message, "hearth models list")) << failure.message;
  EXPECT_TRUE(has(failure.message, "model 'small' not found")) << failure.message;
}

TEST(ChatFailure, too_many_requests_may_be_tried_again_but_an_empty_account_may_not) {
  EXPECT_EQ(failure_from_status(target, 429, R"({"error":{"code":"rate_limit_exceeded"}})").retry, Retry::may_help);
  EXPECT_EQ(failure_from_status(target, 429, R"({"error":{"code":"insufficient_quota"}})").retry, Retry::never);
  EXPECT_EQ(failure_from_status(target, 402, "{}").retry, Retry::never);
}

TEST(ChatFailure, only_failures_of_the_server_may_be_tried_again) {
  for (int status : {408, 500, 502, 503, 529}) {
    EXPECT_EQ(failure_from_status(target, status, "").retry, Retry::may_help) << status;
  }
  for (int status : {400, 401, 403, 404, 413, 422}) {
    EXPECT_EQ(failure_from_status(target, status, "").retry, Retry::never) << status;
  }
}

TEST(ChatFailure, a_conversation_that_is_too_long_says_so_in_every_dialect) {
  for (
      const char* body :
      {R"({"error":{"code":400,"type":"exceed_context_size_error","message":"m","n_prompt_tokens":9000,"n_ctx":4096}})",
       R"({"error":{"message":"This model's maximum context length is 4096 tokens.","code":null}})",
       R"({"error":{"message":"m","code":"context_length_exceeded"}})",
       R"({"error":{"message":"m","metadata":{"error_type":"context_length_exceeded"}}})"}) {
    ChatFailure failure = failure_from_status(target, 400, body);
    EXPECT_EQ(failure.code, Code::invalid_argument);
    EXPECT_EQ(failure.retry, Retry::never);
    EXPECT_TRUE(has(failure.message, "start a new session")) << failure.message;
  }
  ChatFailure sized = failure_from_status(
      target, 400,
      R"({"error":{"type":"exceed_context_size_error","message":"m","n_prompt_tokens":9000,"n_ctx":4096}})");
  EXPECT_TRUE(has(sized.message, "9000 tokens of 4096")) << sized.message;
}

TEST(ChatFailure, the_words_of_the_server_are_shortened_and_cannot_steer_a_terminal) {
  ChatFailure failure = failure_from_status(target, 500, "\x1b[2J" + std::string(5000, 'x'));
  EXPECT_FALSE(has(failure.message, "\x1b"));
  EXPECT_LT(failure.message.size(), 1000u);
}

TEST(ChatFailure, an_error_in_the_stream_is_classified_by_its_words_and_number) {
  EXPECT_EQ(failure_from_object(target, "it broke").retry, Retry::may_help);
  EXPECT_EQ(failure_from_object(target, json{{"code", 502}, {"message", "gone"}}).retry, Retry::may_help);
  EXPECT_EQ(failure_from_object(target, json{{"code", 400}, {"message", "bad"}}).retry, Retry::never);
  EXPECT_EQ(failure_from_object(target, json{{"type", "invalid_request_error"}, {"message", "bad"}}).retry,
            Retry::never);
}

TEST(ChatFailure, a_server_that_cannot_be_reached_is_named) {
  ChatFailure failure = failure_from_transport(target, Code::unavailable, "connection refused");
  EXPECT_TRUE(has(failure.message, "http://127.0.0.1:9931/v1")) << failure.message;
  EXPECT_EQ(failure.retry, Retry::may_help);
  EXPECT_EQ(failure_from_transport(target, Code::denied, "not this machine").retry, Retry::never);
}

TEST(RetryWait, milliseconds_win_and_only_sensible_waits_count) {
  EXPECT_EQ(retry_wait("250", "9"), milliseconds(250));
  EXPECT_EQ(retry_wait("", "1.5"), milliseconds(1500));
  EXPECT_EQ(retry_wait("", "60"), milliseconds(60000));
  for (const char* header : {"", "61", "-1", "soon", "1s", "inf", "Wed, 21 Oct 2026 07:28:00 GMT"}) {
    EXPECT_EQ(retry_wait("", header), std::nullopt) << header;
  }
}

}  // namespace
}  // namespace hearth::llm
