// The model against a real HTTP server in this process.
#include "llm/openai_chat.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <deque>
#include <string>
#include <thread>
#include <vector>

#include "base/error.h"
#include "base/stop.h"
#include "base/sync.h"
#include "http_server/server.h"

namespace hearth::llm {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

http_server::Response answer(int status, std::string body,
                             std::vector<std::pair<std::string, std::string>> headers = {}) {
  http_server::Response response;
  response.status = status;
  response.body = std::move(body);
  response.headers = std::move(headers);
  return response;
}

http_server::Response sse(http_server::StreamBody body) {
  http_server::Response response;
  response.content_type = "text/event-stream";
  response.stream = std::move(body);
  return response;
}

std::string text_event(std::string_view text) {
  return fmt::format("data: {{\"choices\":[{{\"index\":0,\"delta\":{{\"content\":\"{}\"}}}}]}}\n\n", text);
}
const std::string stop_event =
    "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n";

http_server::Response says(std::string text) {
  return sse([text](http_server::Stream& out, std::stop_token) { (void)out.write(text_event(text) + stop_event); });
}

// Plays the scripted answers in order, the last one again and again, and keeps what it was asked.
class ScriptedServer {
 public:
  explicit ScriptedServer(std::deque<http_server::Response> script)
      : script_(std::move(script)),
        server_({.unix_socket_path = {}, .tcp_port = 0, .limits = {}, .admit = {}},
                [this](const http_server::Request& request, std::stop_token) { return next(request); }) {}

  std::string base_url() const { return fmt::format("http://127.0.0.1:{}/v1", server_.tcp_port()); }
  std::vector<http_server::Request> requests() {
    return requests_.with([](auto& all) { return all; });
  }
  void wait_for_requests(std::size_t count) {
    requests_.wait(
        {}, [&](auto& all) { return all.size() >= count; }, [](auto&) {});
  }

 private:
  http_server::Response next(const http_server::Request& request) {
    http_server::Response response;
    script_.with([&](auto& script) {
      response = script.front();
      if (script.size() > 1) script.pop_front();
    });
    requests_.update([&](auto& all) { all.push_back(request); });
    return response;
  }

  Sync<std::deque<http_server::Response>> script_;
  Sync<std::vector<http_server::Request>> requests_;
  http_server::Server server_;
};

ChatRequest question() {
  ChatRequest request;
  request.messages = {user_message("Hello?")};
  return request;
}

constexpr ChatLimits quick{
    .connect = milliseconds(2000), .idle = milliseconds(5000), .retry_delay = milliseconds(1), .retries = 2};

Message ask(ScriptedServer& server, std::string* heard = nullptr, ChatLimits limits = quick) {
  OpenAiChat model({server.base_url(), "key"}, "small", limits);
  return model.chat(question(),
                    [&](const ChatDelta& delta) {
                      if (heard) *heard += delta.text;
                    },
                    {});
}

Error failure_of(ScriptedServer& server, ChatLimits limits = quick) {
  try {
    ask(server, nullptr, limits);
  } catch (const Error& error) {
    return error;
  }
  ADD_FAILURE() << "no error";
  return {Code::internal, ""};
}

TEST(OpenAiChat, sends_the_question_and_streams_the_answer) {
  ScriptedServer server({says("Hi")});
  std::string heard;
  Message message = ask(server, &heard);
  EXPECT_EQ(plain_text(message), "Hi");
  EXPECT_EQ(heard, "Hi");
  EXPECT_EQ(message.stop, Stop::end_turn);
  ASSERT_EQ(server.requests().size(), 1u);
  http_server::Request request = server.requests()[0];
  EXPECT_EQ(request.method, "POST");
  EXPECT_EQ(request.path, "/v1/chat/completions");
  EXPECT_EQ(request.header("authorization"), "Bearer key");
  EXPECT_EQ(json::parse(request.body)["model"], "small");
}

TEST(OpenAiChat, info_names_the_server) {
  OpenAiChat model({"http://127.0.0.1:1/v1", ""}, "a/b:c");
  EXPECT_EQ(model.info().id, "local/a/b:c");
  EXPECT_FALSE(model.info().leaves_machine);
}

TEST(OpenAiChat, asks_again_when_the_server_was_busy_or_broke_before_its_first_word) {
  ScriptedServer server({answer(429, "{}", {{"retry-after-ms", "5"}}), answer(503, ""), says("Hi")});
  EXPECT_EQ(plain_text(ask(server)), "Hi");
  EXPECT_EQ(server.requests().size(), 3u);

  ScriptedServer silent({sse([](http_server::Stream&, std::stop_token) {}), says("Hi")});
  EXPECT_EQ(plain_text(ask(silent)), "Hi");
}

TEST(OpenAiChat, gives_up_after_two_repetitions) {
  ScriptedServer server({answer(500, R"({"error":{"message":"ill"}})")});
  Error error = failure_of(server);
  EXPECT_EQ(error.code(), Code::unavailable);
  EXPECT_NE(std::string(error.what()).find("ill"), std::string::npos) << error.what();
  EXPECT_EQ(server.requests().size(), 3u);
}

TEST(OpenAiChat, does_not_ask_again_where_it_cannot_help) {
  struct Case {
    int status;
    Code code;
    std::string body = "{}";
  };
  for (const Case& each :
       {Case{400, Code::invalid_argument}, Case{401, Code::denied}, Case{403, Code::denied}, Case{404, Code::not_found},
        Case{429, Code::unavailable, R"({"error":{"code":"insufficient_quota"}})"}}) {
    ScriptedServer server({answer(each.status, each.body)});
    EXPECT_EQ(failure_of(server).code(), each.code) << each.status;
    EXPECT_EQ(server.requests().size(), 1u) << each.status;
  }
}

TEST(OpenAiChat, never_asks_again_after_a_word_was_streamed) {
  ScriptedServer server({sse([](http_server::Stream& out, std::stop_token) { (void)out.write(text_event("Hal")); })});
  std::string heard;
  Message message = ask(server, &heard);
  EXPECT_EQ(message.stop, Stop::interrupted);
  EXPECT_EQ(heard, "Hal");
  EXPECT_EQ(server.requests().size(), 1u);
}

TEST(OpenAiChat, an_unreachable_server_is_named_with_what_to_do) {
  std::string url;
  {
    ScriptedServer gone({says("Hi")});
    url = gone.base_url();
  }
  OpenAiChat model({url, ""}, "small", quick);
  try {
    model.chat(question(), {}, {});
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), Code::unavailable);
    EXPECT_NE(std::string(error.what()).find(url), std::string::npos) << error.what();
    EXPECT_NE(std::string(error.what()).find("start the model server"), std::string::npos) << error.what();
  }
}

TEST(OpenAiChat, a_server_elsewhere_is_refused) {
  OpenAiChat model({"http://192.0.2.1/v1", ""}, "small", quick);
  try {
    model.chat(question(), {}, {});
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), Code::denied) << error.what();
  }
}

TEST(OpenAiChat, a_silent_server_times_out_once) {
  auto silence = [](http_server::Stream&, std::stop_token stop) {
    Sync<int> nothing(0);
    nothing.wait(
        stop, [](int) { return false; }, [](int) {});
  };
  ScriptedServer server({sse(silence)});
  ChatLimits limits = quick;
  limits.idle = milliseconds(50);
  EXPECT_EQ(failure_of(server, limits).code(), Code::timeout);
  EXPECT_EQ(server.requests().size(), 1u);
}

TEST(OpenAiChat, what_the_consumer_throws_is_not_taken_for_a_broken_connection) {
  ScriptedServer server({says("Hi")});
  OpenAiChat model({server.base_url(), ""}, "small", quick);
  auto full_disk = [](const ChatDelta&) { throw Error(Code::conflict, "the disk is full"); };
  try {
    model.chat(question(), full_disk, {});
    FAIL();
  } catch (const Error& error) {
    EXPECT_STREQ(error.what(), "the disk is full");
  }
  EXPECT_EQ(server.requests().size(), 1u);
}

// Time from request_stop() to Cancelled, once the server has been asked and `ready` has returned.
template <class Ready>
milliseconds cancel_time(ScriptedServer& server, ChatLimits limits, const ChatSink& sink, Ready ready) {
  std::stop_source source;
  Clock::time_point stopped;
  std::jthread stopper([&] {
    ready();
    stopped = Clock::now();
    source.request_stop();
  });
  OpenAiChat model({server.base_url(), ""}, "small", limits);
  try {
    model.chat(question(), sink, source.get_token());
    ADD_FAILURE() << "not cancelled";
  } catch (const Cancelled&) {
  }
  Clock::time_point ended = Clock::now();
  stopper.join();
  milliseconds took = std::chrono::duration_cast<milliseconds>(ended - stopped);
  ::testing::Test::RecordProperty("cancel_ms", static_cast<int>(took.count()));
  return took;
}

void hang(std::stop_token stop) {
  Sync<int> nothing(0);
  nothing.wait(
      stop, [](int) { return false; }, [](int) {});
}

TEST(OpenAiChat, cancels_at_once_before_the_first_byte) {
  ScriptedServer server({sse([](http_server::Stream&, std::stop_token stop) { hang(stop); })});
  milliseconds took = cancel_time(server, quick, {}, [&] { server.wait_for_requests(1); });
  EXPECT_LT(took, milliseconds(100));
}

TEST(OpenAiChat, cancels_at_once_in_the_middle_of_an_answer) {
  ScriptedServer server({sse([](http_server::Stream& out, std::stop_token stop) {
    if (out.write(text_event("Hal"))) hang(stop);
  })});
  Sync<bool> heard(false);
  ChatSink sink = [&](const ChatDelta&) { heard.update([](bool& value) { value = true; }); };
  auto first_word = [&] {
    heard.wait(
        {}, [](bool value) { return value; }, [](bool) {});
  };
  EXPECT_LT(cancel_time(server, quick, sink, first_word), milliseconds(100));
}

TEST(OpenAiChat, cancels_at_once_while_it_waits_to_ask_again) {
  ScriptedServer server({answer(429, "{}", {{"retry-after", "30"}})});
  milliseconds took = cancel_time(server, quick, {}, [&] { server.wait_for_requests(1); });
  EXPECT_LT(took, milliseconds(100));
}

}  // namespace
}  // namespace hearth::llm
