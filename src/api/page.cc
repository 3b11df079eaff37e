#include "api/page.h"

#include <fmt/format.h>

#include <string>
#include <string_view>

namespace hearth::embedded {
extern const std::string_view page_html;
extern const std::string_view page_css;
extern const std::string_view page_js;
}  // namespace hearth::embedded

namespace hearth::api {

namespace {

struct File {
  std::string_view path;
  std::string_view content_type;
  const std::string_view& bytes;
};

constexpr File files[] = {
    {"/", "text/html; charset=utf-8", embedded::page_html},
    {"/page.css", "text/css; charset=utf-8", embedded::page_css},
    {"/page.js", "text/javascript; charset=utf-8", embedded::page_js},
};

}  // namespace

http_server::Response page_response(const http_server::Request& request) {
  for (const File& file : files) {
    if (request.path != file.path) continue;
    if (request.method != "GET") return http_server::problem(405, "pages are only read; use GET");
    http_server::Response response;
    response.content_type = file.content_type;
    response.body = file.bytes;
    return response;
  }
  return http_server::problem(404, fmt::format("there is nothing at {}", request.path));
}

}  // namespace hearth::api
