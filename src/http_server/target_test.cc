#include "http_server/target.h"

#include <gtest/gtest.h>

namespace hearth::http_server {
namespace {

using Segments = std::vector<std::string>;
using Query = std::map<std::string, std::string>;

TEST(Target, TakesPathsApart) {
  struct Case {
    std::string_view target;
    std::string_view path;
    Segments segments;
  };
  const Case cases[] = {
      {"/", "/", {}},
      {"/api/v1/runs", "/api/v1/runs", {"api", "v1", "runs"}},
      {"/api/", "/api/", {"api", ""}},
      {"/a%20b/%C3%BC", "/a b/ü", {"a b", "ü"}},
      {"/a+b", "/a+b", {"a+b"}},
      {"/x.js?v=1", "/x.js", {"x.js"}},
      {"/%252e%252e", "/%2e%2e", {"%2e%2e"}},
      {"/...", "/...", {"..."}},
  };
  for (const Case& c : cases) {
    Request request;
    auto refusal = parse_target(c.target, request);
    ASSERT_FALSE(refusal) << c.target << ": " << refusal->detail;
    EXPECT_EQ(request.path, c.path);
    EXPECT_EQ(request.segments, c.segments) << c.target;
    EXPECT_EQ(request.target, c.target);
  }
}

TEST(Target, TakesQueriesApart) {
  struct Case {
    std::string_view target;
    Query query;
  };
  const Case cases[] = {
      {"/?", {}},
      {"/?a=1&b=2", {{"a", "1"}, {"b", "2"}}},
      {"/?q=a+b%2Bc%26d", {{"q", "a b+c&d"}}},
      {"/?path=/x/../y", {{"path", "/x/../y"}}},
      {"/?flag", {{"flag", ""}}},
      {"/?a=b=c", {{"a", "b=c"}}},
      {"/?q={\"x\"}|[y]", {{"q", "{\"x\"}|[y]"}}},
      {"/?q=%0A", {{"q", "\n"}}},
  };
  for (const Case& c : cases) {
    Request request;
    auto refusal = parse_target(c.target, request);
    ASSERT_FALSE(refusal) << c.target << ": " << refusal->detail;
    EXPECT_EQ(request.query, c.query) << c.target;
  }
}

TEST(Target, RefusesWhatCouldBeReadInTwoWays) {
  const std::string_view targets[] = {
      "",
      "*",
      "http://127.0.0.1/",
      "127.0.0.1:80",
      "x",
      "/..",
      "/a/../b",
      "/%2e%2e/b",
      "/.%2E",
      "/a/./b",
      "/%2e",
      "/a//b",
      "//",
      "/a%2fb",
      "/a%5Cb",
      "/a\\b",
      "/a%00b",
      "/a%0d%0ab",
      "/a%7f",
      "/%",
      "/%4",
      "/%zz",
      "/%C3",
      "/a#b",
      "/\xc3\xbc",
      "/a\tb",
      "/a<b",
      "/a|b",
      "/?a=1&a=2",
      "/?a&a",
      "/?=1",
      "/?a=1&&b=2",
      "/?a=%00",
      "/?a=%f",
      "/?%C3=1",
      "/?a=\xff",
      "/?a=1&%61=2",
      "/?a=1&=",
      "/a/?b#c",
      "/%E2%28%A1",
  };
  for (std::string_view target : targets) {
    Request request;
    auto refusal = parse_target(target, request);
    ASSERT_TRUE(refusal) << target;
    EXPECT_EQ(refusal->status, 400) << target;
  }
}

}  // namespace
}  // namespace hearth::http_server
