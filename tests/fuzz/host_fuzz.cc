// Hosts out of any bytes: refused, or one spelling that stays what it is, has nothing odd in it, and is an address if
// any reader would take it for one.
#include <arpa/inet.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/check.h"
#include "base/error.h"
#include "egress/address.h"
#include "egress/host.h"
#include "egress/host_pattern.h"
#include "egress/url.h"

namespace {

using namespace hearth;

bool is_plain(std::string_view text) {
  return std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
           std::string_view("-_.:").find(c) != std::string_view::npos;
  });
}

void check_host(const std::string& text) {
  egress::Host host;
  try {
    host = egress::parse_host(text);
  } catch (const Error& error) {
    check(error.code() == Code::invalid_argument);
    return;
  }
  check(!host.text.empty() && host.text.size() <= 253 && is_plain(host.text));
  check(egress::parse_host(host.text) == host);
  in_addr v4{};
  bool looks_like_v4 = ::inet_aton(host.text.c_str(), &v4) != 0;
  check(!looks_like_v4 || (host.address && host.address->v4_number() == ntohl(v4.s_addr)));
  if (host.address) egress::reach_of(egress::classify(*host.address));
  check(egress::HostPattern(host.text).matches(host));
}

void check_url(const std::string& text) {
  try {
    egress::Url url = egress::parse_url(text);
    egress::Url again = egress::parse_url(url.text());
    check(again.host == url.host && again.port == url.port && again.target == url.target);
  } catch (const Error& error) {
    check(error.code() == Code::invalid_argument);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string text(reinterpret_cast<const char*>(data), size);
  check_host(text);
  check_url(text);
  check_url("http://" + text);
  return 0;
}
