#include "http_server/origin_guard.h"

#include <fmt/format.h>

#include <algorithm>

namespace hearth::http_server {

namespace {

std::optional<std::string_view> find_header(const Request& request, std::string_view name) {
  for (const Header& header : request.headers) {
    if (header.name == name) return header.value;
  }
  return std::nullopt;
}

bool is_own_host(std::string_view host, Transport transport, std::uint16_t own_port) {
  switch (transport) {
    case Transport::unix_socket:
      return host == "localhost";
    case Transport::tcp: {
      std::size_t colon = host.find(':');
      if (colon == std::string_view::npos || host.substr(colon + 1) != fmt::format_int(own_port).c_str()) return false;
      std::string_view name = host.substr(0, colon);
      return name == "127.0.0.1" || name == "localhost";
    }
  }
  return false;
}

// A link on another page that opens the start page: harmless, since that page holds nothing of the user's.
bool opens_start_page(const Request& request) {
  return request.method == "GET" && request.path == "/" && request.header("sec-fetch-mode") == "navigate" &&
         request.header("sec-fetch-dest") == "document";
}

// What a form cannot send: a script of another origin must ask first, and is refused.
bool no_form_sends(std::string_view content_type) {
  std::string type(content_type.substr(0, content_type.find(';')));
  while (!type.empty() && (type.back() == ' ' || type.back() == '\t')) type.pop_back();
  std::transform(type.begin(), type.end(), type.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return type == "application/json" || type == "application/octet-stream";
}

}  // namespace

std::optional<Refusal> check_origin(const Request& request, Body body, std::uint16_t own_port) {
  std::optional<std::string_view> host = find_header(request, "host");
  if (!host) return Refusal{400, "The Host header is missing."};
  if (!is_own_host(*host, request.transport, own_port))
    return Refusal{421, "This server does not answer for that host."};

  std::optional<std::string_view> origin = find_header(request, "origin");
  constexpr std::string_view scheme = "http://";
  if (origin && !(origin->starts_with(scheme) && origin->substr(scheme.size()) == *host)) {
    return Refusal{403, "Requests from other origins are refused."};
  }
  std::optional<std::string_view> site = find_header(request, "sec-fetch-site");
  if (site && *site != "same-origin" && *site != "none" && !opens_start_page(request)) {
    return Refusal{403, "Requests from other sites are refused."};
  }
  if (body == Body::present && !no_form_sends(request.header("content-type"))) {
    return Refusal{415, "A body must be application/json or application/octet-stream."};
  }
  return std::nullopt;
}

}  // namespace hearth::http_server
