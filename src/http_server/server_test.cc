#include "http_server/server.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <cstring>
#include <latch>
#include <string>
#include <thread>

#include "base/error.h"
#include "base/fd.h"
#include "base/stop.h"
#include "base/sync.h"
#include "http_server/testing/raw_client.h"

namespace hearth::http_server {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;
using testing::echo;
using testing::on_tcp;
using testing::RawClient;

// What a streaming handler and its test tell each other.
struct StreamProbe {
  Sync<int> started;
  Sync<int> ended;

  Response response() {
    Response response;
    response.content_type = "text/event-stream";
    response.stream = [this](Stream& stream, std::stop_token stop) {
      bool sent = stream.write("data: hello\n\n");
      started.update([](int& count) { ++count; });
      if (sent)
        Sync<int>().wait(
            stop, [](int) { return false; }, [](int&) {});
      ended.update([](int& count) { ++count; });
    };
    return response;
  }
};

bool reaches(Sync<int>& count, int wanted, std::chrono::milliseconds limit = 5000ms) {
  return count.wait_until(
      {}, Clock::now() + limit, [&](int n) { return n >= wanted; }, [](int&) {});
}

TEST(Server, AnswersWithTheSecurityHeaders) {
  Server server(on_tcp(), echo);
  RawClient client(server.tcp_port());
  client.get("/x", "Connection: close\r\n");
  std::string answer = client.read_all();
  EXPECT_TRUE(answer.starts_with("HTTP/1.1 200 OK\r\n")) << answer;
  for (const char* line :
       {"\r\nContent-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: "
        "blob:; "
        "font-src 'self'; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'; "
        "require-trusted-types-for 'script'; trusted-types svelte-trusted-html dompurify\r\n",
        "\r\nX-Content-Type-Options: nosniff\r\n", "\r\nReferrer-Policy: no-referrer\r\n",
        "\r\nCross-Origin-Resource-Policy: same-origin\r\n", "\r\nCross-Origin-Opener-Policy: same-origin\r\n",
        "\r\nCache-Control: no-store\r\n", "\r\nConnection: close\r\n", "\r\nContent-Type: text/plain\r\n",
        "\r\nContent-Length: 7\r\n"}) {
    EXPECT_NE(answer.find(line), std::string::npos) << line << answer;
  }
  EXPECT_EQ(answer.find("Access-Control"), std::string::npos);
  EXPECT_TRUE(answer.ends_with("\r\n\r\nGET /x ")) << answer;
}

TEST(Server, LeavesTheOpenerPolicyUnsaidWhereItIsTold) {
  Options options = on_tcp();
  options.opener = OpenerPolicy::unsaid;
  Server server(options, echo);
  RawClient client(server.tcp_port());
  client.get("/x", "Connection: close\r\n");
  std::string answer = client.read_all();
  EXPECT_EQ(answer.find("Cross-Origin-Opener-Policy"), std::string::npos) << answer;
  EXPECT_NE(answer.find("Cross-Origin-Resource-Policy"), std::string::npos) << answer;
}

TEST(Server, KeepsAConnectionForManyRequestsAndAnswersPipelinedOnesInOrder) {
  Server server(on_tcp(), echo);
  RawClient client(server.tcp_port());
  for (int i = 0; i < 3; ++i) {
    client.post("/echo", std::to_string(i));
    EXPECT_EQ(client.answer(), std::pair(200, "POST /echo " + std::to_string(i)));
  }
  std::string host = "Host: localhost:" + std::to_string(server.tcp_port()) + "\r\n";
  client.send("GET /1 HTTP/1.1\r\n" + host + "\r\nGET /2 HTTP/1.1\r\n" + host + "\r\nGET /3 HT");
  client.send("TP/1.1\r\n" + host + "\r\n");
  for (const char* path : {"/1", "/2", "/3"}) EXPECT_EQ(client.answer().second, std::string("GET ") + path + " ");
}

TEST(Server, ReadsChunkedBodiesAndHeads) {
  Server server(on_tcp(), echo);
  RawClient client(server.tcp_port());
  std::string host = "Host: localhost:" + std::to_string(server.tcp_port()) + "\r\n";
  client.send("POST /c HTTP/1.1\r\n" + host +
              "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n[1\r\n1\r\n]\r\n0\r\n\r\n");
  EXPECT_EQ(client.answer(), std::pair(200, std::string("POST /c [1]")));
  client.send("HEAD /h HTTP/1.1\r\n" + host + "\r\n");
  std::string head = client.read_until("\r\n\r\n");
  EXPECT_NE(head.find("Content-Length: 8\r\n"), std::string::npos) << head;
  client.get("/after");
  EXPECT_EQ(client.answer().second, "GET /after ");
}

TEST(Server, SaysContinueBeforeItReadsAnExpectedBody) {
  Server server(on_tcp(), echo);
  RawClient client(server.tcp_port());
  client.send("POST /e HTTP/1.1\r\nHost: localhost:" + std::to_string(server.tcp_port()) +
              "\r\nContent-Type: application/json\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
  EXPECT_EQ(client.read_until("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
  client.send("{}");
  EXPECT_EQ(client.answer(), std::pair(200, std::string("POST /e {}")));
}

TEST(Server, RefusesBeforeTheHandlerAndClosesTheConnection) {
  std::atomic<int> handled = 0;
  Options options = on_tcp();
  options.admit = [](const Request& request) -> std::optional<Response> {
    if (request.path == "/secret") return problem(401, "A token is needed.");
    return std::nullopt;
  };
  Server server(options, [&](const Request& request, std::stop_token stop) {
    ++handled;
    return echo(request, stop);
  });
  std::string host = "Host: localhost:" + std::to_string(server.tcp_port()) + "\r\n";
  struct Case {
    std::string bytes;
    int status;
  };
  const Case cases[] = {
      {"GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n", 421},
      {"GET / HTTP/1.1\r\n\r\n", 400},
      {"GET / HTTP/1.1\r\n" + host + host + "\r\n", 400},
      {"GET /api HTTP/1.1\r\n" + host + "Origin: http://evil.example\r\n\r\n", 403},
      {"GET /api HTTP/1.1\r\n" + host + "Sec-Fetch-Site: cross-site\r\n\r\n", 403},
      {"POST / HTTP/1.1\r\n" + host + "Content-Type: text/plain\r\nContent-Length: 2\r\n\r\n{}", 415},
      {"POST / HTTP/1.1\r\n" + host + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}", 400},
      {"POST / HTTP/1.1\r\n" + host + "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{}", 400},
      {"POST / HTTP/1.1\r\n" + host + "Content-Type: application/json\r\nContent-Length: 99999999\r\n\r\n{", 413},
      {"GET / HTTP/1.1\n" + host + "\r\n", 400},
      {"GET / HTTP/1.0\r\n" + host + "\r\n", 505},
      {"BREW / HTTP/1.1\r\n" + host + "\r\n", 501},
      {"GET / HTTP/1.1\r\n" + host + "X: " + std::string(17'000, 'x') + "\r\n\r\n", 431},
      {"POST /secret HTTP/1.1\r\n" + host + "Content-Type: application/json\r\nContent-Length: 1000000\r\n\r\n", 401},
  };
  for (const Case& c : cases) {
    RawClient client(server.tcp_port());
    client.send(c.bytes);
    std::string answer = client.read_all();
    EXPECT_TRUE(answer.starts_with("HTTP/1.1 " + std::to_string(c.status) + " ")) << c.bytes.substr(0, 200) << answer;
    EXPECT_NE(answer.find("Content-Type: application/problem+json\r\n"), std::string::npos);
    EXPECT_NE(answer.find("Content-Security-Policy: "), std::string::npos);
    EXPECT_NE(answer.find("\"status\":" + std::to_string(c.status)), std::string::npos);
  }
  EXPECT_EQ(handled, 0);
}

TEST(Server, TurnsWhatAHandlerThrowsIntoAnswers) {
  Server server(on_tcp(), [](const Request& request, std::stop_token) -> Response {
    if (request.path == "/error") throw Error(Code::not_found, "no such run");
    if (request.path == "/fault") throw std::runtime_error("oops");
    if (request.path == "/header") return {.headers = {{"X", "a\r\nY: b"}}};
    throw Cancelled{};
  });
  RawClient client(server.tcp_port());
  client.get("/error");
  auto [status, body] = client.answer();
  EXPECT_EQ(status, 404);
  EXPECT_EQ(body, R"({"type":"about:blank","title":"Not Found","status":404,"detail":"no such run"})");
  client.get("/fault");
  EXPECT_EQ(client.answer().first, 500);
  client.get("/header");
  EXPECT_EQ(client.answer().first, 500);
  client.get("/cancelled");
  EXPECT_EQ(client.read_all(), "");
}

TEST(Server, StreamsInChunksAndEndsCleanly) {
  Server server(on_tcp(), [](const Request&, std::stop_token) {
    Response response;
    response.content_type = "text/event-stream";
    response.stream = [](Stream& stream, std::stop_token) {
      EXPECT_TRUE(stream.write("data: one\n\n"));
      EXPECT_TRUE(stream.write(""));
      EXPECT_TRUE(stream.write("data: twelve\n\n"));
    };
    return response;
  });
  RawClient client(server.tcp_port());
  client.get("/events");
  std::string answer = client.read_all();
  EXPECT_NE(answer.find("Transfer-Encoding: chunked\r\n"), std::string::npos);
  EXPECT_TRUE(answer.ends_with("\r\n\r\nb\r\ndata: one\n\n\r\ne\r\ndata: twelve\n\n\r\n0\r\n\r\n")) << answer;
}

TEST(Server, AStreamThatBreaksOffHasNoLastChunk) {
  Server server(on_tcp(), [](const Request&, std::stop_token) {
    Response response;
    response.stream = [](Stream& stream, std::stop_token) {
      if (stream.write("part")) throw std::runtime_error("broken");
    };
    return response;
  });
  RawClient client(server.tcp_port());
  client.get("/");
  std::string answer = client.read_all();
  EXPECT_TRUE(answer.ends_with("\r\n\r\n4\r\npart\r\n")) << answer;
}

TEST(Server, StopsAStreamWhenItsClientHangsUp) {
  StreamProbe probe;
  Server server(on_tcp(), [&](const Request&, std::stop_token) { return probe.response(); });
  {
    RawClient client(server.tcp_port());
    client.get("/events");
    client.read_until("data: hello\n\n");
    EXPECT_EQ(server.activity().requests, 1U);
    EXPECT_EQ(server.activity().idle, 0ms);
  }
  EXPECT_TRUE(reaches(probe.ended, 1));
}

TEST(Server, StopsAtOnceWithLiveStreamsAndIdleConnections) {
  StreamProbe probe;
  auto server = std::make_unique<Server>(on_tcp(), [&](const Request&, std::stop_token) { return probe.response(); });
  std::vector<std::unique_ptr<RawClient>> clients;
  for (int i = 0; i < 20; ++i) {
    clients.push_back(std::make_unique<RawClient>(server->tcp_port()));
    if (i % 2 == 0) clients.back()->get("/events");
  }
  ASSERT_TRUE(reaches(probe.started, 10));
  auto begin = Clock::now();
  server.reset();
  EXPECT_LT(Clock::now() - begin, 100ms);
  EXPECT_TRUE(reaches(probe.ended, 10, 0ms));
  std::string answer = clients[0]->read_all();
  EXPECT_TRUE(answer.ends_with("0\r\n\r\n")) << answer;
}

TEST(Server, FinishesAnAnswerInFlightWhenItStops) {
  std::latch entered(1);
  auto server = std::make_unique<Server>(on_tcp(), [&](const Request& request, std::stop_token stop) {
    entered.count_down();
    Sync<int>().wait(
        stop, [](int) { return false; }, [](int&) {});
    return echo(request, stop);
  });
  RawClient client(server->tcp_port());
  client.get("/slow");
  entered.wait();
  server.reset();
  EXPECT_EQ(client.answer(), std::pair(200, std::string("GET /slow ")));
}

class UnixServer : public ::testing::Test {
 protected:
  void SetUp() override { ASSERT_NE(::mkdtemp(directory_), nullptr); }
  void TearDown() override {
    ::unlink(path().c_str());
    ::rmdir(directory_);
  }
  std::string path() const { return std::string(directory_) + "/socket"; }
  Options options() const {
    Options options;
    options.unix_socket_path = path();
    return options;
  }
  char directory_[32] = "/tmp/hearth-server-XXXXXX";
};

TEST_F(UnixServer, ServesItsOwnerOnly) {
  Transport transport = Transport::tcp;
  Server server(options(), [&](const Request& request, std::stop_token stop) {
    transport = request.transport;
    return echo(request, stop);
  });
  struct stat info {};
  ASSERT_EQ(::lstat(path().c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777, 0600U);
  EXPECT_EQ(server.tcp_port(), 0);
  RawClient client(path());
  client.send("GET /u HTTP/1.1\r\nHost: localhost\r\n\r\n");
  EXPECT_EQ(client.answer(), std::pair(200, std::string("GET /u ")));
  EXPECT_EQ(transport, Transport::unix_socket);
}

TEST_F(UnixServer, ReplacesAStaleSocketButNotALiveOneNorAFile) {
  {
    Server server(options(), echo);
    EXPECT_THROW(Server(options(), echo), Error);
    RawClient client(path());
    client.send("GET /still HTTP/1.1\r\nHost: localhost\r\n\r\n");
    EXPECT_EQ(client.answer().first, 200);
  }
  EXPECT_FALSE(RawClient(path()).connected());
  EXPECT_NE(::access(path().c_str(), F_OK), 0);

  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::memcpy(address.sun_path, path().data(), path().size());
  {
    Fd dead(::socket(AF_UNIX, SOCK_STREAM, 0));
    ASSERT_EQ(::bind(dead.get(), reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
  }
  {
    Server server(options(), echo);
    EXPECT_TRUE(RawClient(path()).connected());
  }
  Fd file(::creat(path().c_str(), 0600));
  EXPECT_THROW(Server(options(), echo), Error);
}

TEST(Server, SaysThatAPortIsInUse) {
  Server server(on_tcp(), echo);
  Options same;
  same.tcp_port = server.tcp_port();
  try {
    Server second(same, echo);
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), Code::conflict);
  }
}

}  // namespace
}  // namespace hearth::http_server
