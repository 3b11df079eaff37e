#include "client/sidecar.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <memory>
#include <thread>
#include <vector>

#include "base/error.h"
#include "base/stop.h"
#include "base/sync.h"
#include "http_server/server.h"

namespace hearth::client {
namespace {

using http_server::Request;
using http_server::Response;
using http_server::Stream;

class SidecarTest : public ::testing::Test {
 protected:
  void SetUp() override {
    char name[] = "/tmp/hearth-sidecar-XXXXXX";
    ASSERT_NE(::mkdtemp(name), nullptr);
    root_ = name;
    endpoint_ = {.base = root_, .directory = root_, .socket = root_ + "/socket", .token_file = root_ + "/token"};
    publish(endpoint_, "secret");
  }
  void TearDown() override { std::filesystem::remove_all(root_); }

  std::unique_ptr<http_server::Server> serve(http_server::Handler handler) const {
    http_server::Options options;
    options.unix_socket_path = endpoint_.socket;
    return std::make_unique<http_server::Server>(options, std::move(handler));
  }

  std::string root_;
  Endpoint endpoint_;
};

Response event_stream(http_server::StreamBody body) {
  Response response;
  response.content_type = "text/event-stream";
  response.stream = std::move(body);
  return response;
}

std::string event_text(int id) {
  return "id: " + std::to_string(id) + "\ndata: " + std::to_string(id * 10) + "\n\n";
}

TEST_F(SidecarTest, SendsJsonWithItsTokenAndReadsJson) {
  auto server = serve([](const Request& request, std::stop_token) {
    json answer = {{"method", request.method},
                   {"path", request.path},
                   {"body", request.body},
                   {"token", request.header("authorization")}};
    Response response;
    response.body = answer.dump();
    if (request.path == "/empty") response = {.status = 204};
    return response;
  });
  Sidecar sidecar(endpoint_);
  json got = sidecar.get("/api/v1/x?y=z", {});
  EXPECT_EQ(got, (json{{"method", "GET"}, {"path", "/api/v1/x"}, {"body", ""}, {"token", "Bearer secret"}}));
  EXPECT_EQ(sidecar.post("/p", {{"a", 1}}, {})["body"], R"({"a":1})");
  EXPECT_EQ(sidecar.put("/p", json::array(), {})["method"], "PUT");
  EXPECT_EQ(sidecar.remove("/p", {})["method"], "DELETE");
  EXPECT_EQ(sidecar.get("/empty", {}), nullptr);
  publish(endpoint_, "another");
  EXPECT_EQ(sidecar.get("/", {})["token"], "Bearer another");
}

TEST_F(SidecarTest, ThrowsProblemsAsErrors) {
  auto server = serve([](const Request& request, std::stop_token) {
    if (request.path == "/junk") return Response{.body = "{not json"};
    Response response = http_server::problem(std::stoi(request.segments.at(0)), "because");
    if (request.query.contains("plain")) response.body = "plain text";
    return response;
  });
  Sidecar sidecar(endpoint_);
  auto error_of = [&](const std::string& path) {
    try {
      sidecar.get(path, {});
    } catch (const Error& error) {
      return std::pair(error.code(), std::string(error.what()));
    }
    return std::pair(Code::internal, std::string("nothing was thrown"));
  };
  const std::pair<int, Code> cases[] = {
      {400, Code::invalid_argument}, {401, Code::denied},           {403, Code::denied},
      {404, Code::not_found},        {405, Code::not_found},        {408, Code::timeout},
      {409, Code::conflict},         {413, Code::invalid_argument}, {415, Code::invalid_argument},
      {421, Code::denied},           {422, Code::invalid_argument}, {429, Code::unavailable},
      {500, Code::internal},         {501, Code::unsupported},      {503, Code::unavailable},
      {504, Code::timeout}};
  for (auto [status, code] : cases) {
    EXPECT_EQ(error_of("/" + std::to_string(status)), std::pair(code, std::string("because"))) << status;
  }
  EXPECT_NE(error_of("/404?plain=1").second.find("404"), std::string::npos);
  EXPECT_EQ(error_of("/junk").first, Code::internal);
  EXPECT_NE(error_of("/junk").second, "nothing was thrown");
  server.reset();
  EXPECT_EQ(error_of("/400").first, Code::unavailable);
}

TEST_F(SidecarTest, FollowsEventsToTheEndOfTheStream) {
  std::atomic<int> streams = 0;
  auto server = serve([&](const Request& request, std::stop_token) {
    ++streams;
    int after = request.header("last-event-id").empty() ? 0 : std::stoi(std::string(request.header("last-event-id")));
    return event_stream([after](Stream& stream, std::stop_token) {
      for (int id = after + 1; id <= 3; ++id) {
        if (!stream.write(": beat\n\n" + event_text(id))) return;
      }
    });
  });
  std::vector<std::string> seen;
  auto note = [&](const http_client::SseEvent& event) {
    seen.push_back(event.id + "=" + event.data);
    return Follow::more;
  };
  Sidecar(endpoint_).events("/e", "1", note, {});
  EXPECT_EQ(seen, (std::vector<std::string>{"2=20", "3=30"}));
  EXPECT_EQ(streams, 2);  // the second one had nothing to add
}

TEST_F(SidecarTest, TakesABrokenStreamUpAgainAfterTheLastEvent) {
  Sync<std::vector<std::string>> resumed_from;
  auto server = serve([&](const Request& request, std::stop_token) {
    int next = resumed_from.with([&](std::vector<std::string>& ids) {
      ids.emplace_back(request.header("last-event-id"));
      return static_cast<int>(ids.size());
    });
    return event_stream([next](Stream& stream, std::stop_token) {
      if (stream.write(event_text(next) + "id: 99\ndata: half an ev")) throw Cancelled{};
    });
  });
  int count = 0;
  auto until_three = [&](const http_client::SseEvent& event) {
    EXPECT_EQ(event.data, std::to_string(++count * 10));
    return count == 3 ? Follow::enough : Follow::more;
  };
  Sidecar(endpoint_).events("/e", "", until_three, {});
  EXPECT_EQ(count, 3);
  EXPECT_EQ(resumed_from.with([](auto& ids) { return ids; }), (std::vector<std::string>{"", "1", "2"}));
}

TEST_F(SidecarTest, HasEnoughEvenWhenTheConnectionBreaksOffAtThatMoment) {
  auto server = serve([](const Request&, std::stop_token) {
    return event_stream([](Stream& stream, std::stop_token) {
      if (stream.write(event_text(1))) throw Cancelled{};
    });
  });
  int count = 0;
  for (int i = 1; i <= 50; ++i) {
    Sidecar(endpoint_).events("/e", "", [&](const auto&) { return ++count, Follow::enough; }, {});
    ASSERT_EQ(count, i);
  }
}

TEST_F(SidecarTest, GivesUpOnAStreamThatOnlyBreaksOff) {
  auto server = serve([](const Request&, std::stop_token) {
    return event_stream([](Stream& stream, std::stop_token) {
      if (stream.write(": nothing\n\n")) throw Cancelled{};
    });
  });
  auto follow = [&] { Sidecar(endpoint_).events("/e", "", [](const auto&) { return Follow::more; }, {}); };
  EXPECT_THROW(follow(), Error);
}

TEST_F(SidecarTest, EndsAStreamThatStaysOpenWhenItHasEnoughOrIsStopped) {
  auto server = serve([](const Request&, std::stop_token) {
    return event_stream([](Stream& stream, std::stop_token stop) {
      if (stream.write(event_text(1) + event_text(2)))
        Sync<int>().wait(
            stop, [](int) { return false; }, [](int&) {});
    });
  });
  int count = 0;
  Sidecar sidecar(endpoint_);
  sidecar.events("/e", "", [&](const auto&) { return ++count, Follow::enough; }, {});
  EXPECT_EQ(count, 1);
  std::stop_source stop;
  auto stop_all = [&](const http_client::SseEvent&) {
    stop.request_stop();
    return Follow::more;
  };
  EXPECT_THROW(sidecar.events("/e", "", stop_all, stop.get_token()), Cancelled);
}

TEST_F(SidecarTest, SaysWhenAStreamIsRefusedOrTheSidecarGoes) {
  auto server = serve([](const Request& request, std::stop_token) {
    if (request.path == "/refused") return http_server::problem(404, "no such run");
    return event_stream([](Stream& stream, std::stop_token stop) {
      if (stream.write(event_text(1)))
        Sync<int>().wait(
            stop, [](int) { return false; }, [](int&) {});
    });
  });
  Sidecar sidecar(endpoint_);
  auto code_of = [&](const std::string& path, const OnEvent& on_event) {
    try {
      sidecar.events(path, "", on_event, {});
    } catch (const Error& error) {
      return error.code();
    }
    return Code::internal;
  };
  EXPECT_EQ(code_of("/refused", [](const auto&) { return Follow::more; }), Code::not_found);
  std::jthread ending;
  auto end_the_server = [&](const http_client::SseEvent&) {
    if (!ending.joinable()) ending = std::jthread([&] { server.reset(); });
    return Follow::more;
  };
  EXPECT_EQ(code_of("/e", end_the_server), Code::unavailable);
}

}  // namespace
}  // namespace hearth::client
