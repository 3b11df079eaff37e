#include "egress/url.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/error.h"
#include "base/utf8.h"

namespace hearth::egress {

namespace {

struct SchemeWords {
  Url::Scheme scheme;
  std::string_view prefix;
  std::uint16_t port;
};
constexpr SchemeWords schemes[] = {{Url::Scheme::http, "http://", 80}, {Url::Scheme::https, "https://", 443}};

[[noreturn]] void refuse(std::string_view url, std::string_view why) {
  constexpr std::size_t shown = 120;
  throw Error(Code::invalid_argument,
              fmt::format("reading the address \"{}\": {}: write it as https://example.org/path",
                          escape_for_display(url.substr(0, shown)), why));
}

const SchemeWords& words_of(Url::Scheme scheme) {
  return *std::ranges::find(schemes, scheme, &SchemeWords::scheme);
}

// Schemes are compared without regard to case.
bool begins_with(std::string_view text, std::string_view lower_case_prefix) {
  if (text.size() < lower_case_prefix.size()) return false;
  return std::ranges::equal(text.substr(0, lower_case_prefix.size()), lower_case_prefix, [](char a, char b) {
    return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b;
  });
}

bool has_port(std::string_view authority) {
  std::size_t colon = authority.rfind(':');
  return colon != std::string_view::npos && authority.find(']', colon) == std::string_view::npos;
}

}  // namespace

Url parse_url(std::string_view text) {
  auto known = std::ranges::find_if(schemes, [&](const SchemeWords& each) { return begins_with(text, each.prefix); });
  if (known == std::end(schemes)) refuse(text, "it does not begin with http:// or https://");
  bool plain = std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) > 0x20 && c != 0x7f; });
  if (!plain) refuse(text, "it has a space or a control character");
  if (text.find('#') != std::string_view::npos) refuse(text, "a part after # goes to no server");

  std::string_view rest = text.substr(known->prefix.size());
  std::size_t end = std::min(rest.find_first_of("/?\\"), rest.size());
  std::string_view authority = rest.substr(0, end);
  if (authority.find('@') != std::string_view::npos) refuse(text, "a user name has no place in it");
  Url url{known->scheme, {}, known->port, std::string(rest.substr(end))};
  if (url.target.starts_with('\\')) refuse(text, "the path begins with a backslash");
  if (!url.target.starts_with('/')) url.target.insert(0, "/");
  if (!has_port(authority)) {
    url.host = parse_host(authority);
  } else {
    HostAndPort place = parse_host_and_port(authority);
    url.host = std::move(place.host);
    url.port = place.port;
  }
  return url;
}

std::string Url::text() const {
  const SchemeWords& words = words_of(scheme);
  std::string port_part = port == words.port ? std::string() : fmt::format(":{}", port);
  return fmt::format("{}{}{}{}", words.prefix, in_url(host), port_part, target);
}

}  // namespace hearth::egress
