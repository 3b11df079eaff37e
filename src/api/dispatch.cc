#include "api/dispatch.h"

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "api/route.h"
#include "api/schemas.h"
#include "api/user_interface.h"
#include "base/crypto.h"
#include "base/error.h"

namespace hearth::api {

using http_server::Request;
using http_server::Response;

namespace {

constexpr std::string_view api_root = "api";
constexpr std::string_view login_path = "/api/v1/login";

bool is_api(const Request& request) {
  return !request.segments.empty() && request.segments.front() == api_root;
}

bool carries_token(const Context& context, const Request& request) {
  constexpr std::string_view scheme = "Bearer ";
  std::string_view given = request.header("authorization");
  return given.starts_with(scheme) && equal_in_constant_time(given.substr(scheme.size()), context.token);
}

// Takes the part of a route's path up to the next slash.
std::string_view take_segment(std::string_view& path) {
  path.remove_prefix(1);
  std::string_view segment = path.substr(0, path.find('/'));
  path.remove_prefix(segment.size());
  return segment;
}

using Parameters = std::map<std::string, std::string, std::less<>>;

std::optional<Parameters> match(std::string_view path, const std::vector<std::string>& segments) {
  Parameters parameters;
  for (const std::string& segment : segments) {
    if (path.empty()) return std::nullopt;
    std::string_view expected = take_segment(path);
    if (expected.starts_with('{')) {
      parameters.emplace(expected.substr(1, expected.size() - 2), segment);
    } else if (expected != segment) {
      return std::nullopt;
    }
  }
  if (!path.empty()) return std::nullopt;
  return parameters;
}

json read_body(const Route& route, const Request& request) {
  if (route.request_schema.empty() || is_media_type(route.request_schema)) return nullptr;
  json body = json::parse(request.body, nullptr, false);
  if (body.is_discarded()) {
    throw Error(Code::invalid_argument,
                fmt::format("reading the body of {} {}: it is not JSON", route.method, request.path));
  }
  check_against(route.request_schema, body);
  return body;
}

Response method_not_allowed(const std::string& allowed, const Request& request) {
  Response response =
      http_server::problem(405, fmt::format("{} is not for {}; use {}", request.method, request.path, allowed));
  response.headers.emplace_back("Allow", allowed);
  return response;
}

}  // namespace

std::optional<Response> admit(const Context& context, const Request& request) {
  if (!is_api(request) || carries_token(context, request)) return std::nullopt;
  if (request.path == login_path && request.method == "POST") return std::nullopt;
  Response response =
      http_server::problem(401, "the token is missing or wrong; log in again, or read it from the token file");
  response.headers.emplace_back("WWW-Authenticate", "Bearer");
  return response;
}

Response dispatch(Context& context, const Request& request, std::stop_token stop) {
  if (!is_api(request)) return user_interface(ui_files(), request);
  std::string allowed;
  for (const Route& route : routes()) {
    std::optional<Parameters> parameters = match(route.path, request.segments);
    if (!parameters) continue;
    if (route.method == request.method) {
      return route.handle({context, request, std::move(*parameters), read_body(route, request), stop});
    }
    allowed += (allowed.empty() ? "" : ", ") + std::string(route.method);
  }
  if (!allowed.empty()) return method_not_allowed(allowed, request);
  return http_server::problem(404, fmt::format("there is nothing at {}", request.path));
}

}  // namespace hearth::api
