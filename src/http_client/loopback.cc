#include "http_client/loopback.h"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <fmt/format.h>
#include <netinet/in.h>

#include <cstring>
#include <memory>
#include <string>

#include "base/error.h"

namespace hearth::http_client {

namespace {

using UrlHandle = std::unique_ptr<CURLU, decltype(&curl_url_cleanup)>;

std::string part_of(CURLU* url, CURLUPart part) {
  char* text = nullptr;
  if (curl_url_get(url, part, &text, 0) != CURLUE_OK) return {};
  std::string copy(text);
  curl_free(text);
  return copy;
}

bool is_loopback(const in_addr& address) {
  return (ntohl(address.s_addr) >> 24) == 127;
}
bool is_loopback(const in6_addr& address) {
  return std::memcmp(&address, &in6addr_loopback, sizeof address) == 0;
}

}  // namespace

bool is_loopback_host(std::string_view host) {
  if (host == "localhost") return true;
  if (host.starts_with('[') && host.ends_with(']')) {
    in6_addr address{};
    std::string inner(host.substr(1, host.size() - 2));
    return ::inet_pton(AF_INET6, inner.c_str(), &address) == 1 && is_loopback(address);
  }
  in_addr address{};
  return ::inet_pton(AF_INET, std::string(host).c_str(), &address) == 1 && is_loopback(address);
}

bool is_loopback_address(const sockaddr& address, socklen_t length) {
  if (address.sa_family == AF_INET && length >= sizeof(sockaddr_in)) {
    sockaddr_in v4{};
    std::memcpy(&v4, &address, sizeof v4);
    return is_loopback(v4.sin_addr);
  }
  if (address.sa_family == AF_INET6 && length >= sizeof(sockaddr_in6)) {
    sockaddr_in6 v6{};
    std::memcpy(&v6, &address, sizeof v6);
    return is_loopback(v6.sin6_addr);
  }
  return false;
}

void require_loopback_url(std::string_view url) {
  UrlHandle handle(curl_url(), &curl_url_cleanup);
  std::string text(url);
  bool is_plain = handle && text.find('\0') == std::string::npos &&
                  curl_url_set(handle.get(), CURLUPART_URL, text.c_str(), CURLU_DISALLOW_USER) == CURLUE_OK &&
                  part_of(handle.get(), CURLUPART_SCHEME) == "http";
  if (!is_plain) {
    throw Error(Code::invalid_argument, fmt::format("connecting to {}: the address must be a plain http:// URL", url));
  }
  std::string host = part_of(handle.get(), CURLUPART_HOST);
  bool has_zone = !part_of(handle.get(), CURLUPART_ZONEID).empty();
  if (is_loopback_host(host) && !has_zone) return;
  throw Error(Code::denied,
              fmt::format("connecting to {}: connections to other machines are not available: use a server "
                          "on this one (127.0.0.1, [::1] or localhost)",
                          host));
}

}  // namespace hearth::http_client
