// One spelling for each host, so that rules compare names and not tricks: whatever a person, a model or a boxed program
// writes becomes the text that is decided on, looked up and connected to, or is refused. Pure; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "domain/ip_address.h"

namespace hearth::egress {

struct Host {
  std::string text;                  // a name in lower-case ASCII without a last dot, or an address; never in brackets
  std::optional<IpAddress> address;  // set: the text is an address

  friend bool operator==(const Host&, const Host&) = default;
};

// Names in any script (IDNA), upper case, one last dot; IPv4 addresses in all forms of inet_aton (127.1, 0x7f.1,
// 2130706433); IPv6 addresses with or without brackets, of which those that mean an IPv4 address become that one.
// Throws Error(invalid_argument) for anything else: empty or over-long, zone ids, spaces and control characters,
// percent escapes, what ends like an IPv4 address and is none.
Host parse_host(std::string_view text);
// An address as it is decided on: one that means an IPv4 address is that one.
Host host_of(const IpAddress& address);

// "example.org:443", "[::1]:80". Throws as parse_host does, and for a port that is missing or not from 1 to 65535.
struct HostAndPort {
  Host host;
  std::uint16_t port = 0;
};
HostAndPort parse_host_and_port(std::string_view text);

// "example.org", "[::1]": as a URL and a Host header have it.
std::string in_url(const Host& host);

}  // namespace hearth::egress
