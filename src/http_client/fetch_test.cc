#include "http_client/fetch.h"

#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <cstring>
#include <latch>
#include <optional>
#include <stdexcept>
#include <thread>

#include "base/error.h"
#include "base/fd.h"
#include "base/stop.h"
#include "base/sync.h"
#include "http_client/testing/permit_maker.h"

namespace hearth::http_client {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

// Takes one connection, reads a request, and sends what it was told to; then closes, or holds until it is destroyed.
class ScriptedServer {
 public:
  enum class Ending { close, hold };

  explicit ScriptedServer(std::string answer, Ending ending = Ending::close)
      : listener_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)), answer_(std::move(answer)), ending_(ending) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    EXPECT_EQ(::bind(listener_.get(), reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
    ::getsockname(listener_.get(), reinterpret_cast<sockaddr*>(&address), &length);
    port_ = ntohs(address.sin_port);
    start();
  }
  ScriptedServer(const std::string& path, std::string answer)
      : listener_(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)),
        answer_(std::move(answer)),
        ending_(Ending::close) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::memcpy(address.sun_path, path.data(), path.size());
    EXPECT_EQ(::bind(listener_.get(), reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
    start();
  }
  ~ScriptedServer() {
    ::shutdown(listener_.get(), SHUT_RDWR);
    connection_.with([](Fd& fd) { ::shutdown(fd.get(), SHUT_RDWR); });
    thread_.request_stop();
  }

  std::string url(const std::string& path = "/") const { return "http://127.0.0.1:" + std::to_string(port_) + path; }
  // What the client sent; to be called after it has its answer.
  std::string request() {
    std::string text;
    request_.wait(
        {}, [](const std::string& r) { return !r.empty(); }, [&](std::string& r) { text = r; });
    return text;
  }

 private:
  void start() {
    EXPECT_EQ(::listen(listener_.get(), 1), 0);
    thread_ = std::jthread([this](std::stop_token stop) { serve(stop); });
  }
  void serve(const std::stop_token& stop) {
    int fd = ::accept(listener_.get(), nullptr, nullptr);
    if (fd < 0) return;
    connection_.with([&](Fd& connection) { connection = Fd(fd); });
    std::string received;
    char bytes[65536];
    while (!is_whole(received)) {
      ssize_t n = ::recv(fd, bytes, sizeof bytes, 0);
      if (n <= 0) break;
      received.append(bytes, static_cast<std::size_t>(n));
    }
    request_.update([&](std::string& request) { request = received; });
    ::send(fd, answer_.data(), answer_.size(), MSG_NOSIGNAL);
    if (ending_ == Ending::hold)
      Sync<int>().wait(
          stop, [](int) { return false; }, [](int&) {});
    connection_.with([](Fd& connection) { connection.reset(); });
  }
  static bool is_whole(const std::string& request) {
    std::size_t end = request.find("\r\n\r\n");
    if (end == std::string::npos) return false;
    std::size_t field = request.find("Content-Length: ");
    return field > end || request.size() >= end + 4 + std::strtoul(request.c_str() + field + 16, nullptr, 10);
  }

  Fd listener_;
  std::string answer_;
  Ending ending_;
  std::uint16_t port_ = 0;
  Sync<Fd> connection_;
  Sync<std::string> request_;
  std::jthread thread_;
};

template <class F>
Error error_of(F&& f) {
  try {
    f();
  } catch (const Error& error) {
    return error;
  }
  ADD_FAILURE() << "nothing was thrown";
  return Error(Code::internal, "");
}

TEST(Fetch, SendsTheRequestAsGivenAndNothingElse) {
  ScriptedServer server("HTTP/1.1 201 Created\r\nContent-Length: 2\r\nX-One: a \r\n\r\nok");
  Request request{.method = "POST",
                  .url = server.url("/a/../b?c=d"),
                  .headers = {{"Content-Type", "application/json"}, {"Authorization", "Bearer t"}},
                  .body = "{\"x\":1}"};
  Response response = fetch(request, EgressPermit::local(), {});
  EXPECT_EQ(response.status, 201);
  EXPECT_EQ(response.body, "ok");
  EXPECT_EQ(response.header("x-one"), "a");
  EXPECT_EQ(response.header("absent"), "");
  std::string sent = server.request();
  EXPECT_TRUE(sent.starts_with("POST /a/../b?c=d HTTP/1.1\r\nHost: 127.0.0.1:")) << sent;
  EXPECT_TRUE(sent.ends_with("\r\n\r\n{\"x\":1}")) << sent;
  EXPECT_NE(sent.find("\r\nContent-Type: application/json\r\n"), std::string::npos);
  EXPECT_NE(sent.find("\r\nAuthorization: Bearer t\r\n"), std::string::npos);
  EXPECT_EQ(sent.find("Expect"), std::string::npos);
  EXPECT_EQ(sent.find("User-Agent"), std::string::npos);
}

TEST(Fetch, SendsEmptyBodiesWithoutAContentType) {
  ScriptedServer server("HTTP/1.1 204 No Content\r\n\r\n");
  EXPECT_EQ(fetch({.method = "POST", .url = server.url()}, EgressPermit::local(), {}).status, 204);
  std::string sent = server.request();
  EXPECT_NE(sent.find("\r\nContent-Length: 0\r\n"), std::string::npos) << sent;
  EXPECT_EQ(sent.find("Content-Type"), std::string::npos) << sent;
}

TEST(Fetch, IgnoresTheEnvironment) {
  ::setenv("http_proxy", "http://127.0.0.1:1", 1);
  ::setenv("ALL_PROXY", "http://127.0.0.1:1", 1);
  ScriptedServer server("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
  EXPECT_EQ(fetch({.url = server.url()}, EgressPermit::local(), {}).status, 200);
  ::unsetenv("http_proxy");
  ::unsetenv("ALL_PROXY");
}

TEST(Fetch, DoesNotFollowRedirects) {
  ScriptedServer server("HTTP/1.1 302 Found\r\nLocation: http://example.com/\r\nContent-Length: 0\r\n\r\n");
  EXPECT_EQ(fetch({.url = server.url()}, EgressPermit::local(), {}).status, 302);
}

TEST(Fetch, ReadsChunkedAnswersAndSkipsInterimOnes) {
  ScriptedServer server(
      "HTTP/1.1 100 Continue\r\nX: interim\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
      "3\r\nabc\r\n2\r\nde\r\n0\r\nX: trailer\r\n\r\n");
  Response response = fetch({.url = server.url()}, EgressPermit::local(), {});
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.body, "abcde");
  EXPECT_EQ(response.header("x"), "");
}

TEST(Fetch, TalksOverAUnixSocket) {
  char directory[] = "/tmp/hearth-fetch-XXXXXX";
  ASSERT_NE(::mkdtemp(directory), nullptr);
  std::string path = std::string(directory) + "/s";
  {
    ScriptedServer server(path, "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nu");
    EXPECT_EQ(fetch({.url = "http://localhost/x", .unix_socket = path}, EgressPermit::local(), {}).body, "u");
    EXPECT_TRUE(server.request().starts_with("GET /x HTTP/1.1\r\nHost: localhost\r\n"));
  }
  EXPECT_EQ(
      error_of([&] { fetch({.url = "http://localhost/x", .unix_socket = path}, EgressPermit::local(), {}); }).code(),
      Code::unavailable);
  ::unlink(path.c_str());
  EXPECT_EQ(
      error_of([&] { fetch({.url = "http://localhost/x", .unix_socket = path}, EgressPermit::local(), {}); }).code(),
      Code::unavailable);
  ::rmdir(directory);
}

TEST(Fetch, RefusesOtherMachines) {
  Error error = error_of([] { fetch({.url = "http://192.0.2.1/"}, EgressPermit::local(), {}); });
  EXPECT_EQ(error.code(), Code::denied);
  EXPECT_NE(std::string_view(error.what()).find("this machine"), std::string_view::npos);
}

TEST(Fetch, RefusesHeadersWithLineBreaks) {
  auto with_header = [](std::string value) {
    fetch({.url = "http://127.0.0.1:1/", .headers = {{"X", std::move(value)}}}, EgressPermit::local(), {});
  };
  EXPECT_EQ(error_of([&] { with_header("a\r\nY: b"); }).code(), Code::invalid_argument);
  EXPECT_EQ(error_of([&] { with_header("a\nb"); }).code(), Code::invalid_argument);
}

TEST(Fetch, SaysThatNobodyAnswersOrThatTheAnswerBrokeOff) {
  std::string url;
  {
    ScriptedServer gone("");
    url = gone.url();
  }
  EXPECT_EQ(error_of([&] { fetch({.url = url}, EgressPermit::local(), {}); }).code(), Code::unavailable);
  ScriptedServer cut("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc");
  EXPECT_EQ(error_of([&] { fetch({.url = cut.url()}, EgressPermit::local(), {}); }).code(), Code::unavailable);
  ScriptedServer silent("");
  EXPECT_EQ(error_of([&] { fetch({.url = silent.url()}, EgressPermit::local(), {}); }).code(), Code::unavailable);
  ScriptedServer junk("SSH-2.0-OpenSSH_9.2\r\n");
  EXPECT_EQ(error_of([&] { fetch({.url = junk.url()}, EgressPermit::local(), {}); }).code(), Code::unavailable);
}

TEST(Fetch, BoundsTheAnswer) {
  ScriptedServer server("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n0123456789");
  Error error = error_of([&] { fetch({.url = server.url(), .max_body_bytes = 9}, EgressPermit::local(), {}); });
  EXPECT_EQ(error.code(), Code::unavailable);
  EXPECT_NE(std::string_view(error.what()).find("9 bytes"), std::string_view::npos);
  ScriptedServer exact("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n0123456789");
  EXPECT_EQ(fetch({.url = exact.url(), .max_body_bytes = 10}, EgressPermit::local(), {}).body.size(), 10U);
}

TEST(Fetch, TimesOutOnASilentServerAndOnASlowOne) {
  ScriptedServer silent("", ScriptedServer::Ending::hold);
  Request idle{.url = silent.url(), .timeouts = {.idle = 50ms}};
  EXPECT_EQ(error_of([&] { fetch(idle, EgressPermit::local(), {}); }).code(), Code::timeout);
  ScriptedServer half("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc", ScriptedServer::Ending::hold);
  idle.url = half.url();
  EXPECT_EQ(error_of([&] { fetch(idle, EgressPermit::local(), {}); }).code(), Code::timeout);
  ScriptedServer total("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc", ScriptedServer::Ending::hold);
  Request limited{.url = total.url(), .timeouts = {.total = 50ms}};
  EXPECT_EQ(error_of([&] { fetch(limited, EgressPermit::local(), {}); }).code(), Code::timeout);
}

TEST(Fetch, StopsAtOnceWhileItWaits) {
  ScriptedServer silent("", ScriptedServer::Ending::hold);
  std::optional<Clock::time_point> cancelled_at;
  Clock::time_point stopped_at;
  {
    std::jthread caller([&](std::stop_token stop) {
      try {
        fetch({.url = silent.url()}, EgressPermit::local(), stop);
      } catch (const Cancelled&) {
        cancelled_at = Clock::now();
      }
    });
    silent.request();
    stopped_at = Clock::now();
    caller.request_stop();
  }
  ASSERT_TRUE(cancelled_at);
  EXPECT_LT(*cancelled_at - stopped_at, 100ms);
  std::stop_source stopped;
  stopped.request_stop();
  EXPECT_THROW(fetch({.url = silent.url()}, EgressPermit::local(), stopped.get_token()), Cancelled);
}

TEST(Stream, TellsTheHeadBeforeTheBytesAndTheBytesAsTheyCome) {
  ScriptedServer server(
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Type: text/event-stream\r\n\r\n5\r\nhello\r\n",
      ScriptedServer::Ending::hold);
  std::string order;
  std::stop_source stop;
  Receiver receiver{.on_head =
                        [&](const Response& head) {
                          order += std::to_string(head.status) + " " + std::string(head.header("content-type")) + ";";
                        },
                    .on_bytes =
                        [&](std::string_view bytes) {
                          order += bytes;
                          stop.request_stop();  // the answer has not ended, and yet its bytes are here
                        }};
  EXPECT_THROW(stream({.url = server.url()}, receiver, EgressPermit::local(), stop.get_token()), Cancelled);
  EXPECT_EQ(order, "200 text/event-stream;hello");
}

TEST(Stream, LetsWhatItsCallersThrowThrough) {
  ScriptedServer first("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx");
  Receiver on_bytes{.on_bytes = [](std::string_view) { throw std::runtime_error("mine"); }};
  EXPECT_THROW(stream({.url = first.url()}, on_bytes, EgressPermit::local(), {}), std::runtime_error);
  ScriptedServer second("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx");
  Receiver on_head{.on_head = [](const Response&) { throw Cancelled{}; }, .on_bytes = [](std::string_view) {}};
  EXPECT_THROW(stream({.url = second.url()}, on_head, EgressPermit::local(), {}), Cancelled);
}

class RemoteFetch : public ::testing::Test {
 protected:
  // Leave for a name that no name server is asked about.
  EgressPermit leave(const std::string& address = "127.0.0.1") {
    return egress::Gate::permit({.host = "model.test",
                                 .port = port(),
                                 .addresses = {*IpAddress::from_text(address)},
                                 .revoked = policy.get_token(),
                                 .on_end = [this](const EgressTraffic& traffic) { ended = traffic; }});
  }
  std::uint16_t port() const { return static_cast<std::uint16_t>(std::stoi(server.url().substr(17))); }
  std::string url() const { return "http://model.test:" + std::to_string(port()) + "/v1"; }

  ScriptedServer server{"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"};
  std::stop_source policy;
  std::optional<EgressTraffic> ended;
};

TEST_F(RemoteFetch, GoesToThePinnedAddressAndIsCounted) {
  EXPECT_EQ(fetch({.method = "POST", .url = url(), .body = "12345"}, leave(), {}).body, "ok");
  std::string sent = server.request();
  EXPECT_NE(sent.find("Host: model.test:"), std::string::npos) << sent;
  ASSERT_TRUE(ended);
  EXPECT_EQ(ended->outcome, EgressTraffic::Outcome::done);
  EXPECT_EQ(ended->bytes_up, sent.size());
  EXPECT_EQ(ended->bytes_down, std::string_view("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok").size());
}

TEST_F(RemoteFetch, RefusesAnotherHostThanThePermits) {
  EXPECT_EQ(error_of([&] { fetch({.url = server.url()}, leave(), {}); }).code(), Code::denied);
  ASSERT_TRUE(ended);
  EXPECT_EQ(ended->outcome, EgressTraffic::Outcome::failed);
  EXPECT_EQ(ended->bytes_up, 0U);
}

TEST_F(RemoteFetch, SaysThatNobodyAnswers) {
  EXPECT_EQ(error_of([&] { fetch({.url = url()}, leave("127.0.0.2"), {}); }).code(), Code::unavailable);
  EXPECT_EQ(ended->outcome, EgressTraffic::Outcome::failed);
}

TEST_F(RemoteFetch, ARevokedPermitCutsTheConnection) {
  ScriptedServer silent("", ScriptedServer::Ending::hold);
  std::uint16_t silent_port = static_cast<std::uint16_t>(std::stoi(silent.url().substr(17)));
  EgressPermit permit = egress::Gate::permit({.host = "model.test",
                                              .port = silent_port,
                                              .addresses = {*IpAddress::from_text("127.0.0.1")},
                                              .revoked = policy.get_token(),
                                              .on_end = [this](const EgressTraffic& traffic) { ended = traffic; }});
  std::jthread change([&] {
    silent.request();  // the request has arrived, and its answer never will
    policy.request_stop();
  });
  std::string target = "http://model.test:" + std::to_string(silent_port) + "/";
  Error error = error_of([&] { fetch({.url = target}, std::move(permit), {}); });
  EXPECT_EQ(error.code(), Code::denied);
  EXPECT_NE(std::string_view(error.what()).find("network rules"), std::string_view::npos) << error.what();
  EXPECT_EQ(ended->outcome, EgressTraffic::Outcome::cut);
  EXPECT_GT(ended->bytes_up, 0U);
}

TEST_F(RemoteFetch, ALocalPermitIsNoneForNames) {
  EXPECT_EQ(error_of([&] { fetch({.url = url()}, EgressPermit::local(), {}); }).code(), Code::denied);
}

}  // namespace
}  // namespace hearth::http_client
