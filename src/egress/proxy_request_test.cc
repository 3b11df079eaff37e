#include "egress/proxy_request.h"

#include <gtest/gtest.h>

#include <string>

#include "http_server/request_reader.h"

namespace hearth::egress {
namespace {

using http_server::RequestReader;

struct Read {
  std::optional<ProxyRequest> request;
  int refused = 0;
};

Read read(const std::string& bytes) {
  http_server::Limits limits;
  RequestReader reader(limits, http_server::Targets::any);
  reader.append(bytes);
  for (;;) {
    switch (reader.advance()) {
      case RequestReader::Progress::need_more:
        return {};
      case RequestReader::Progress::header_ready:
        break;
      case RequestReader::Progress::refused:
        return {{}, reader.refusal().status};
      case RequestReader::Progress::complete: {
        auto result = read_proxy_request(reader.request());
        if (auto* refusal = std::get_if<http_server::Refusal>(&result)) return {{}, refusal->status};
        return {std::get<ProxyRequest>(result), 0};
      }
    }
  }
}

std::string forwarded(const std::string& bytes) {
  Read result = read(bytes);
  EXPECT_TRUE(result.request) << bytes << " -> " << result.refused;
  return result.request ? result.request->bytes : "";
}

TEST(ProxyRequest, ATunnelIsToTheHostInTheRequestLine) {
  for (const char* version : {"HTTP/1.1", "HTTP/1.0"}) {
    Read result = read(std::string("CONNECT API.Test.:443 ") + version + "\r\nHost: other.test:80\r\n\r\n");
    ASSERT_TRUE(result.request) << version;
    EXPECT_EQ(result.request->kind, ProxyRequest::Kind::tunnel);
    EXPECT_EQ(result.request->host.text, "api.test");
    EXPECT_EQ(result.request->port, 443);
  }
  EXPECT_EQ(read("CONNECT [::1]:443 HTTP/1.1\r\n\r\n").request->host.text, "::1");
  EXPECT_EQ(read("CONNECT 2130706433:443 HTTP/1.1\r\n\r\n").request->host.text, "127.0.0.1");
}

TEST(ProxyRequest, APlainRequestIsWrittenAnew) {
  EXPECT_EQ(forwarded("GET http://A.Test/x?y=z HTTP/1.1\r\nHost: b.test\r\nAccept: */*\r\nProxy-Connection: "
                      "keep-alive\r\nProxy-Authorization: Basic x\r\nConnection: close, X-Gone\r\nX-Gone: 1\r\nX-Kept: "
                      "2\r\nTE: trailers\r\nUpgrade: h2c\r\n\r\n"),
            "GET /x?y=z HTTP/1.1\r\nHost: a.test\r\naccept: */*\r\nx-kept: 2\r\nConnection: close\r\n\r\n");
  EXPECT_EQ(forwarded("GET http://a.test:8080 HTTP/1.1\r\n\r\n"),
            "GET / HTTP/1.1\r\nHost: a.test:8080\r\nConnection: close\r\n\r\n");
}

TEST(ProxyRequest, ABodyHasALengthAndNothingElse) {
  EXPECT_EQ(forwarded("POST http://a.test/ HTTP/1.1\r\nHost: a.test\r\nTransfer-Encoding: chunked\r\n\r\n"
                      "3\r\nabc\r\n0\r\n\r\n"),
            "POST / HTTP/1.1\r\nHost: a.test\r\nContent-Length: 3\r\nConnection: close\r\n\r\nabc");
  EXPECT_EQ(forwarded("POST http://a.test/ HTTP/1.1\r\nHost: a.test\r\n\r\n"),
            "POST / HTTP/1.1\r\nHost: a.test\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
  EXPECT_EQ(forwarded("PROPFIND http://a.test/ HTTP/1.1\r\nContent-Length: 1\r\n\r\nx"),
            "PROPFIND / HTTP/1.1\r\nHost: a.test\r\nContent-Length: 1\r\nConnection: close\r\n\r\nx");
}

TEST(ProxyRequest, RefusesWhatItCannotUnderstand) {
  for (const char* line : {"GET / HTTP/1.1",
                           "GET a.test HTTP/1.1",
                           "GET //a.test/ HTTP/1.1",
                           "GET https://a.test/ HTTP/1.1",
                           "GET ftp://a.test/ HTTP/1.1",
                           "GET http:///x HTTP/1.1",
                           "GET http://u@a.test/ HTTP/1.1",
                           "GET http://a.test/#f HTTP/1.1",
                           "GET * HTTP/1.1",
                           "CONNECT a.test HTTP/1.1",
                           "CONNECT a.test: HTTP/1.1",
                           "CONNECT a.test:0 HTTP/1.1",
                           "CONNECT a.test:99999 HTTP/1.1",
                           "CONNECT http://a.test/ HTTP/1.1",
                           "CONNECT a.test:443/ HTTP/1.1",
                           "CONNECT evil.test%00.ok.test:443 HTTP/1.1",
                           "CONNECT [::ffff:127.0.0.1%x.ok.test]:443 HTTP/1.1",
                           "CONNECT ::1:443 HTTP/1.1",
                           "CONNECT :443 HTTP/1.1",
                           "CONNECT 256.0.0.1:443 HTTP/1.1",
                           "CONNECT a..test:443 HTTP/1.1",
                           "CONNECT \xff.test:443 HTTP/1.1"}) {
    Read result = read(std::string(line) + "\r\nHost: a.test\r\n\r\n");
    EXPECT_FALSE(result.request) << line;
    EXPECT_EQ(result.refused, 400) << line;
  }
  EXPECT_EQ(read("CONNECT " + std::string(256, 'a') + ":443 HTTP/1.1\r\n\r\n").refused, 400);
  EXPECT_EQ(read("CONNECT a.test:443 HTTP/1.1\r\nContent-Length: 1\r\n\r\nx").refused, 400);
}

TEST(ProxyRequest, RefusesAmbiguousFraming) {
  using namespace std::string_literals;
  for (const std::string& bytes :
       {"GET http://a.test/ HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n"s,
        "GET http://a.test/ HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n"s,
        "GET http://a.test/ HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"s, "GET http://a.test/ HTTP/1.1\nHost: a\n\n"s,
        "GET http://a.test/ HTTP/1.1\r\nX : y\r\n\r\n"s, "GET http://a.test/ HTTP/1.1\r\n folded\r\n\r\n"s,
        "CONNECT evil.test\0.ok.test:443 HTTP/1.1\r\n\r\n"s, "CONNECT a.test:443\tHTTP/1.1\r\n\r\n"s}) {
    EXPECT_EQ(read(bytes).refused, 400) << bytes;
  }
  EXPECT_EQ(read("GET http://a.test/ HTTP/1.0\r\n\r\n").refused, 505);
}

}  // namespace
}  // namespace hearth::egress
