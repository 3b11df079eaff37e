#include "egress/proxy_request.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <string_view>

#include "base/error.h"
#include "egress/url.h"

namespace hearth::egress {

namespace {

// They concern one connection only, or are written anew.
constexpr std::array<std::string_view, 13> not_passed_on = {
    "connection",          "content-length",   "expect", "host",    "keep-alive",        "proxy-authenticate",
    "proxy-authorization", "proxy-connection", "te",     "trailer", "transfer-encoding", "upgrade",
    "http2-settings"};

constexpr std::array<std::string_view, 3> methods_with_body = {"PATCH", "POST", "PUT"};

std::string_view trim(std::string_view text) {
  std::size_t begin = text.find_first_not_of(" \t");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

std::string lower_case(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) c = (c >= 'A' && c <= 'Z') ? static_cast<char>(c - 'A' + 'a') : c;
  return lower;
}

// The names that the Connection headers list.
std::set<std::string> named_by_connection(const http_server::Request& request) {
  std::set<std::string> names;
  for (const http_server::Header& header : request.headers) {
    if (header.name != "connection") continue;
    std::string_view rest = header.value;
    while (!rest.empty()) {
      std::size_t comma = std::min(rest.find(','), rest.size());
      names.insert(lower_case(trim(rest.substr(0, comma))));
      rest.remove_prefix(std::min(comma + 1, rest.size()));
    }
  }
  return names;
}

std::string rebuilt(const http_server::Request& request, const Url& url) {
  std::set<std::string> dropped = named_by_connection(request);
  dropped.insert(not_passed_on.begin(), not_passed_on.end());
  std::string authority = url.port == 80 ? in_url(url.host) : fmt::format("{}:{}", in_url(url.host), url.port);
  std::string bytes = fmt::format("{} {} HTTP/1.1\r\nHost: {}\r\n", request.method, url.target, authority);
  for (const http_server::Header& header : request.headers) {
    if (!dropped.contains(header.name)) bytes += fmt::format("{}: {}\r\n", header.name, header.value);
  }
  bool has_body = !request.body.empty() || std::ranges::count(methods_with_body, request.method) > 0;
  if (has_body) bytes += fmt::format("Content-Length: {}\r\n", request.body.size());
  bytes += "Connection: close\r\n\r\n";
  return bytes + request.body;
}

bool is_plain(std::string_view target) {
  return std::ranges::all_of(target, [](char c) { return c > 0x20 && c < 0x7f; });
}

ProxyRequest tunnel_to(const http_server::Request& request) {
  HostAndPort place = parse_host_and_port(request.target);
  return {ProxyRequest::Kind::tunnel, std::move(place.host), place.port, {}};
}

ProxyRequest forward_of(const http_server::Request& request) {
  Url url = parse_url(request.target);
  if (url.scheme != Url::Scheme::http) {
    throw Error(Code::invalid_argument, "forwarding a request: https goes through a tunnel: use CONNECT");
  }
  return {ProxyRequest::Kind::forward, url.host, url.port, rebuilt(request, url)};
}

}  // namespace

std::variant<ProxyRequest, http_server::Refusal> read_proxy_request(const http_server::Request& request) {
  if (!is_plain(request.target)) return http_server::Refusal{400, "The target has a forbidden character."};
  try {
    if (request.method != "CONNECT") return forward_of(request);
    if (!request.body.empty()) return http_server::Refusal{400, "CONNECT has no body."};
    return tunnel_to(request);
  } catch (const Error& error) {  // what the box sends is data, and this is the answer to it
    return http_server::Refusal{400, error.what()};
  }
}

}  // namespace hearth::egress
