#include "http_server/origin_guard.h"

#include <gtest/gtest.h>

namespace hearth::http_server {
namespace {

constexpr std::uint16_t port = 4711;

Request request_with(std::vector<Header> headers, std::string method = "GET", std::string path = "/api/v1/health") {
  Request request;
  request.method = std::move(method);
  request.path = std::move(path);
  request.headers = std::move(headers);
  return request;
}

// 0 when the request may pass.
int verdict(const Request& request, Body body = Body::absent) {
  auto refusal = check_origin(request, body, port);
  return refusal ? refusal->status : 0;
}

TEST(OriginGuard, AnswersOnlyToItsOwnName) {
  for (const char* host : {"127.0.0.1:4711", "localhost:4711"})
    EXPECT_EQ(verdict(request_with({{"host", host}})), 0) << host;
  const char* others[] = {"127.0.0.1",
                          "localhost",
                          "127.0.0.1:4712",
                          "evil.example:4711",
                          "127.0.0.1:04711",
                          "LOCALHOST:4711",
                          "localhost.:4711",
                          "[::1]:4711",
                          "127.1:4711",
                          "0.0.0.0:4711",
                          "",
                          "127.0.0.1:4711:4711",
                          "x@localhost:4711",
                          "localhost:4711 ",
                          "localhost:+4711"};
  for (const char* host : others) EXPECT_EQ(verdict(request_with({{"host", host}})), 421) << host;
  EXPECT_EQ(verdict(request_with({})), 400);
}

TEST(OriginGuard, OverAUnixSocketTheHostIsLocalhost) {
  Request request = request_with({{"host", "localhost"}});
  request.transport = Transport::unix_socket;
  EXPECT_EQ(verdict(request), 0);
  request.headers = {{"host", "localhost:4711"}};
  EXPECT_EQ(verdict(request), 421);
}

TEST(OriginGuard, AnOriginMustBeTheHostItself) {
  auto with_origin = [](const char* origin) { return request_with({{"host", "127.0.0.1:4711"}, {"origin", origin}}); };
  EXPECT_EQ(verdict(with_origin("http://127.0.0.1:4711")), 0);
  for (const char* origin : {"null", "", "http://localhost:4711", "https://127.0.0.1:4711", "http://127.0.0.1:4711/",
                             "http://127.0.0.1:3000", "http://evil.example", "http://127.0.0.1:47110", "file://"}) {
    EXPECT_EQ(verdict(with_origin(origin)), 403) << origin;
  }
}

TEST(OriginGuard, OtherSitesMayOnlyLinkToTheStartPage) {
  auto with_site = [](const char* site) {
    return request_with({{"host", "localhost:4711"}, {"sec-fetch-site", site}});
  };
  EXPECT_EQ(verdict(with_site("same-origin")), 0);
  EXPECT_EQ(verdict(with_site("none")), 0);
  for (const char* site : {"cross-site", "same-site", "", "Same-Origin", "nonsense"})
    EXPECT_EQ(verdict(with_site(site)), 403);

  std::vector<Header> link = {{"host", "localhost:4711"},
                              {"sec-fetch-site", "cross-site"},
                              {"sec-fetch-mode", "navigate"},
                              {"sec-fetch-dest", "document"}};
  EXPECT_EQ(verdict(request_with(link, "GET", "/")), 0);
  EXPECT_EQ(verdict(request_with(link, "POST", "/")), 403);
  EXPECT_EQ(verdict(request_with(link, "GET", "/api/v1/sessions")), 403);
  link[3].value = "iframe";
  EXPECT_EQ(verdict(request_with(link, "GET", "/")), 403);
}

TEST(OriginGuard, ABodyMustBeJson) {
  auto with_type = [](const char* type) {
    return request_with({{"host", "localhost:4711"}, {"content-type", type}}, "POST");
  };
  for (const char* type :
       {"application/json", "application/json; charset=utf-8", "Application/JSON ;x=y", "application/octet-stream"}) {
    EXPECT_EQ(verdict(with_type(type), Body::present), 0) << type;
  }
  for (const char* type : {"", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x",
                           "application/jsonx", "text/plain;application/json"}) {
    EXPECT_EQ(verdict(with_type(type), Body::present), 415) << type;
  }
  EXPECT_EQ(verdict(request_with({{"host", "localhost:4711"}}, "POST"), Body::absent), 0);
}

}  // namespace
}  // namespace hearth::http_server
