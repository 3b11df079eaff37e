// What an address is for: the whole internet, this network, or nothing one may connect to. Addresses that carry another
// one (NAT64, 6to4, ISATAP …) are what the inner one is. Pure; any thread.
#pragma once

#include <string_view>

#include "domain/ip_address.h"

namespace hearth::egress {

enum class AddressClass {
  global,
  loopback,
  private_network,  // RFC 1918, unique local, site local, local NAT64, benchmarking
  shared,           // between a provider and its customers (RFC 6598)
  link_local,
  metadata,  // where clouds hand out credentials
  unspecified,
  multicast,
  documentation,
  reserved,
};
std::string_view to_string(AddressClass address_class);

AddressClass classify(const IpAddress& address);

// How far a connection to such an address goes.
enum class Reach {
  internet,
  nearby,   // this machine or its network: only where a rule names the address itself
  nowhere,  // nothing that one connects to, whatever the rules say
};
Reach reach_of(AddressClass address_class);

}  // namespace hearth::egress
