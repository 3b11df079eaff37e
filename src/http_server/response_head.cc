#include "http_server/response_head.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace hearth::http_server {

namespace {

// Scripts, styles and connections only from this server itself; nothing may frame it, and other sites may not embed it.
// Markup is made from text only by the two policies named: Svelte's own templates, and DOMPurify after it has cleaned.
constexpr std::string_view security_headers =
    "Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
    "font-src 'self'; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'; "
    "require-trusted-types-for 'script'; trusted-types svelte-trusted-html dompurify\r\n"
    "X-Content-Type-Options: nosniff\r\n"
    "Referrer-Policy: no-referrer\r\n"
    "Cross-Origin-Resource-Policy: same-origin\r\n";
constexpr std::string_view opener_header = "Cross-Origin-Opener-Policy: same-origin\r\n";

bool is_safe(std::string_view text) {
  return std::none_of(text.begin(), text.end(), [](char c) { return (c >= 0 && c < 0x20) || c == 0x7f; });
}

void require_safe(std::string_view name, std::string_view value) {
  if (is_safe(name) && is_safe(value)) return;
  throw Error(Code::internal, fmt::format("answering a request: the header {} would hold a control character", name));
}

void append_field(std::string& out, std::string_view name, std::string_view value) {
  out.append(name).append(": ").append(value).append("\r\n");
}

bool sets_cache_control(const Response& response) {
  return std::any_of(response.headers.begin(), response.headers.end(),
                     [](const auto& header) { return header.first == "Cache-Control"; });
}

bool has_no_content(int status) {
  return status == 204 || status == 304;
}

}  // namespace

void require_safe_headers(const Response& response) {
  require_safe("Content-Type", response.content_type);
  for (const auto& [name, value] : response.headers) require_safe(name, value);
}

void append_head(std::string& out, const Response& response, Framing framing, AfterAnswer after, OpenerPolicy opener) {
  fmt::format_to(std::back_inserter(out), "HTTP/1.1 {} {}\r\n", response.status, reason_phrase(response.status));
  out += security_headers;
  if (opener == OpenerPolicy::isolated) out += opener_header;
  if (!sets_cache_control(response)) out += "Cache-Control: no-store\r\n";
  for (const auto& [name, value] : response.headers) append_field(out, name, value);
  if (after == AfterAnswer::close) out += "Connection: close\r\n";
  if (!has_no_content(response.status)) {
    append_field(out, "Content-Type", response.content_type);
    switch (framing) {
      case Framing::sized:
        fmt::format_to(std::back_inserter(out), "Content-Length: {}\r\n", response.body.size());
        break;
      case Framing::chunked:
        out += "Transfer-Encoding: chunked\r\n";
        break;
    }
  }
  out += "\r\n";
}

}  // namespace hearth::http_server
