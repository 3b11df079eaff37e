#include "http_client/permission.h"

#include <curl/curl.h>
#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <string_view>

#include "base/error.h"
#include "http_client/loopback.h"

namespace hearth::http_client {

namespace {

using UrlHandle = std::unique_ptr<CURLU, decltype(&curl_url_cleanup)>;

struct Place {
  std::string scheme;
  std::string host;  // an IPv6 address in brackets
  std::string port;
  std::string zone;
};

std::string part_of(CURLU* url, CURLUPart part) {
  char* text = nullptr;
  if (curl_url_get(url, part, &text, part == CURLUPART_PORT ? CURLU_DEFAULT_PORT : 0) != CURLUE_OK) return {};
  std::string copy(text);
  curl_free(text);
  return copy;
}

// As curl itself will read it. Throws for what is no absolute URL, or has a user in it.
Place place_of(const std::string& url) {
  UrlHandle handle(curl_url(), &curl_url_cleanup);
  bool is_url = handle && url.find('\0') == std::string::npos &&
                curl_url_set(handle.get(), CURLUPART_URL, url.c_str(), CURLU_DISALLOW_USER) == CURLUE_OK;
  if (!is_url) {
    throw Error(Code::invalid_argument, fmt::format("connecting to {}: the address must be an http:// URL", url));
  }
  CURLU* parts = handle.get();
  return {part_of(parts, CURLUPART_SCHEME), part_of(parts, CURLUPART_HOST), part_of(parts, CURLUPART_PORT),
          part_of(parts, CURLUPART_ZONEID)};
}

std::string bracketed(const std::string& host) {
  return host.find(':') == std::string::npos ? host : fmt::format("[{}]", host);
}

void require_local(const std::string& url, const Place& place) {
  if (place.scheme != "http") {
    throw Error(Code::invalid_argument,
                fmt::format("connecting to {}: on this machine the address must be a plain http:// URL", url));
  }
  if (is_loopback_host(place.host) && place.zone.empty()) return;
  throw Error(Code::denied,
              fmt::format("connecting to {}: only servers on this machine are reached this way (127.0.0.1, [::1] or "
                          "localhost)",
                          place.host));
}

}  // namespace

void require_permitted(const Request& request, const EgressPermit& permit) {
  Place place = place_of(request.url);
  if (permit.is_local()) return require_local(request.url, place);
  if (place.scheme != "http" && place.scheme != "https") {
    throw Error(Code::invalid_argument,
                fmt::format("connecting to {}: the address must be an http:// or https:// URL", request.url));
  }
  bool is_same = request.unix_socket.empty() && place.host == bracketed(permit.host()) &&
                 place.port == std::to_string(permit.port()) && place.zone.empty();
  if (is_same) return;
  throw Error(Code::denied, fmt::format("connecting to {}:{}: leave was given for {}:{} only", place.host, place.port,
                                        bracketed(permit.host()), permit.port()));
}

bool is_permitted(const Request& request, const EgressPermit& permit, const sockaddr& address, socklen_t length) {
  if (permit.is_local()) {
    return address.sa_family == AF_UNIX ? !request.unix_socket.empty() : is_loopback_address(address, length);
  }
  std::optional<IpAddress> there = IpAddress::from_socket_address(address, length);
  return there && std::ranges::find(permit.addresses(), *there) != permit.addresses().end();
}

std::string pins_of(const EgressPermit& permit) {
  std::string list;
  for (const IpAddress& address : permit.addresses()) {
    list += fmt::format("{}{}", list.empty() ? "" : ",", bracketed(address.text()));
  }
  return fmt::format("{}:{}:{}", bracketed(permit.host()), permit.port(), list);
}

}  // namespace hearth::http_client
