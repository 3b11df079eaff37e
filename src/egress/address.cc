#include "egress/address.h"

#include <algorithm>
#include <cstddef>
#include <optional>

#include "base/check.h"

namespace hearth::egress {

namespace {

using Family = IpAddress::Family;

struct Range {
  std::string_view base;
  int bits;
  AddressClass address_class;
};

// IANA's registries of special-purpose addresses, and what clouds use. The first match counts.
constexpr Range v4_ranges[] = {
    {"169.254.169.254", 32, AddressClass::metadata},    {"169.254.170.2", 32, AddressClass::metadata},
    {"100.100.100.200", 32, AddressClass::metadata},    {"168.63.129.16", 32, AddressClass::metadata},
    {"192.0.0.192", 32, AddressClass::metadata},        {"0.0.0.0", 8, AddressClass::unspecified},
    {"10.0.0.0", 8, AddressClass::private_network},     {"100.64.0.0", 10, AddressClass::shared},
    {"127.0.0.0", 8, AddressClass::loopback},           {"169.254.0.0", 16, AddressClass::link_local},
    {"172.16.0.0", 12, AddressClass::private_network},  {"192.0.0.0", 24, AddressClass::reserved},
    {"192.0.2.0", 24, AddressClass::documentation},     {"192.88.99.0", 24, AddressClass::reserved},
    {"192.168.0.0", 16, AddressClass::private_network}, {"198.18.0.0", 15, AddressClass::private_network},
    {"198.51.100.0", 24, AddressClass::documentation},  {"203.0.113.0", 24, AddressClass::documentation},
    {"224.0.0.0", 4, AddressClass::multicast},          {"240.0.0.0", 4, AddressClass::reserved},
};

constexpr Range v6_ranges[] = {
    {"fd00:ec2::254", 128, AddressClass::metadata},
    {"fd20:ce::254", 128, AddressClass::metadata},
    {"::", 128, AddressClass::unspecified},
    {"::1", 128, AddressClass::loopback},
    {"64:ff9b:1::", 48, AddressClass::private_network},
    {"2001:db8::", 32, AddressClass::documentation},
    {"3fff::", 20, AddressClass::documentation},
    {"2001::", 23, AddressClass::reserved},
    {"fc00::", 7, AddressClass::private_network},
    {"fe80::", 10, AddressClass::link_local},
    {"fec0::", 10, AddressClass::private_network},
    {"ff00::", 8, AddressClass::multicast},
    {"2000::", 3, AddressClass::global},
    {"::", 0, AddressClass::reserved},
};

// IPv6 ranges whose addresses hold an IPv4 address, and at which byte.
struct Carrier {
  std::string_view base;
  int bits;
  std::size_t offset;
};
constexpr Carrier carriers[] = {
    {"::ffff:0:0", 96, 12},    // mapped
    {"::ffff:0:0:0", 96, 12},  // translated (SIIT)
    {"64:ff9b::", 96, 12},     // NAT64
    {"2002::", 16, 2},         // 6to4
};

bool is_within(const IpAddress& address, std::string_view base_text, int bits) {
  std::optional<IpAddress> base = IpAddress::from_text(base_text);
  check(base && base->family == address.family);
  for (std::size_t i = 0; bits > 0; ++i, bits -= 8) {
    int mask = bits >= 8 ? 0xff : 0xff << (8 - bits) & 0xff;
    if ((address.bytes[i] & mask) != (base->bytes[i] & mask)) return false;
  }
  return true;
}

IpAddress inner(const IpAddress& address, std::size_t offset) {
  IpAddress v4;
  std::copy_n(address.bytes.begin() + static_cast<std::ptrdiff_t>(offset), 4, v4.bytes.begin());
  return v4;
}

// An interface identifier of ISATAP, 0:5efe or 200:5efe, carries the IPv4 address of the tunnel's end.
bool is_isatap(const IpAddress& address) {
  const auto& b = address.bytes;
  return (b[8] == 0 || b[8] == 2) && b[9] == 0 && b[10] == 0x5e && b[11] == 0xfe;
}

std::optional<IpAddress> carried(const IpAddress& address) {
  for (const Carrier& carrier : carriers) {
    if (is_within(address, carrier.base, carrier.bits)) return inner(address, carrier.offset);
  }
  if (is_isatap(address)) return inner(address, 12);
  return std::nullopt;
}

template <std::size_t Count>
AddressClass class_in(const Range (&ranges)[Count], const IpAddress& address) {
  auto found = std::ranges::find_if(ranges, [&](const Range& r) { return is_within(address, r.base, r.bits); });
  return found == std::end(ranges) ? AddressClass::global : found->address_class;
}

}  // namespace

std::string_view to_string(AddressClass address_class) {
  switch (address_class) {
    case AddressClass::global:
      return "the internet";
    case AddressClass::loopback:
      return "this machine itself";
    case AddressClass::private_network:
      return "a private network";
    case AddressClass::shared:
      return "the provider's network";
    case AddressClass::link_local:
      return "the local link";
    case AddressClass::metadata:
      return "a cloud's metadata service";
    case AddressClass::unspecified:
      return "no machine in particular";
    case AddressClass::multicast:
      return "a multicast group";
    case AddressClass::documentation:
      return "documentation only";
    case AddressClass::reserved:
      return "a reserved range";
  }
  return {};
}

AddressClass classify(const IpAddress& address) {
  if (address.family == Family::v4) return class_in(v4_ranges, address);
  AddressClass outer = class_in(v6_ranges, address);
  std::optional<IpAddress> v4 = carried(address);
  if (!v4) return outer;
  AddressClass within = class_in(v4_ranges, *v4);
  // What is local by the outer address stays so, whatever is inside.
  return within == AddressClass::global && reach_of(outer) == Reach::nearby ? outer : within;
}

Reach reach_of(AddressClass address_class) {
  switch (address_class) {
    case AddressClass::global:
      return Reach::internet;
    case AddressClass::loopback:
    case AddressClass::private_network:
    case AddressClass::shared:
    case AddressClass::link_local:
    case AddressClass::metadata:
      return Reach::nearby;
    case AddressClass::unspecified:
    case AddressClass::multicast:
    case AddressClass::documentation:
    case AddressClass::reserved:
      return Reach::nowhere;
  }
  return Reach::nowhere;
}

}  // namespace hearth::egress
