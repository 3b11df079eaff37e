#include "api/user_interface.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace hearth::api {
namespace {

using http_server::Request;
using http_server::Response;

constexpr UiFile files[] = {
    {"/", "text/html; charset=utf-8", "aaaa", false, "<!doctype html>", "GZ-INDEX", "BR-INDEX"},
    {"/assets/a-1.js", "text/javascript; charset=utf-8", "bbbb", true, "1", "", ""},
};

Response get(std::string_view path, std::vector<http_server::Header> headers = {}) {
  Request request;
  request.method = "GET";
  request.path = path;
  request.headers = std::move(headers);
  return user_interface(files, request);
}

std::string header(const Response& response, std::string_view name) {
  for (const auto& [key, value] : response.headers) {
    if (key == name) return value;
  }
  return "(none)";
}

TEST(UserInterface, ComesInTheBestEncodingThatTheClientTakes) {
  struct Case {
    const char* accepts;
    const char* body;
    const char* coding;
    const char* tag;
  };
  for (const Case& c : {Case{"", "<!doctype html>", "(none)", "\"aaaa\""},
                        {"gzip, deflate", "GZ-INDEX", "gzip", "\"aaaa-gzip\""},
                        {"gzip, deflate, br, zstd", "BR-INDEX", "br", "\"aaaa-br\""},
                        {"br;q=0, gzip;q=0.5", "GZ-INDEX", "gzip", "\"aaaa-gzip\""},
                        {"br;q=0.000,gzip; q=0", "<!doctype html>", "(none)", "\"aaaa\""},
                        {"brotli, xgzip", "<!doctype html>", "(none)", "\"aaaa\""}}) {
    Response response = get("/", {{"accept-encoding", c.accepts}});
    EXPECT_EQ(response.status, 200) << c.accepts;
    EXPECT_EQ(response.body, c.body) << c.accepts;
    EXPECT_EQ(header(response, "Content-Encoding"), c.coding) << c.accepts;
    EXPECT_EQ(header(response, "ETag"), c.tag) << c.accepts;
    EXPECT_EQ(header(response, "Vary"), "Accept-Encoding") << c.accepts;
  }
  EXPECT_EQ(get("/assets/a-1.js", {{"accept-encoding", "br"}}).body, "1");
}

TEST(UserInterface, IsKeptByTheClientAsLongAsItIsRight) {
  EXPECT_EQ(header(get("/"), "Cache-Control"), "no-cache");
  EXPECT_EQ(header(get("/assets/a-1.js"), "Cache-Control"), "public, max-age=31536000, immutable");
  for (const char* known : {"\"aaaa\"", "\"x\", W/\"aaaa\"", "*"}) {
    Response response = get("/", {{"if-none-match", known}});
    EXPECT_EQ(response.status, 304) << known;
    EXPECT_EQ(response.body, "") << known;
    EXPECT_EQ(header(response, "ETag"), "\"aaaa\"") << known;
  }
  EXPECT_EQ(get("/", {{"if-none-match", "\"aaaa-br\""}}).status, 200);  // another encoding
}

TEST(UserInterface, IsNothingElse) {
  EXPECT_EQ(get("/index.html").status, 404);
  EXPECT_EQ(get("/assets/../assets/a-1.js").status, 404);
  Request request;
  request.method = "POST";
  request.path = "/";
  EXPECT_EQ(user_interface(files, request).status, 405);
}

TEST(UserInterface, IsEmbedded) {
  for (const UiFile& file : ui_files()) {
    EXPECT_FALSE(file.identity.empty()) << file.path;
    EXPECT_EQ(file.immutable, file.path.starts_with("/assets/")) << file.path;
  }
  Request request;
  request.method = "GET";
  request.path = "/";
  EXPECT_TRUE(user_interface(ui_files(), request).body.starts_with("<!doctype html>"));
}

}  // namespace
}  // namespace hearth::api
