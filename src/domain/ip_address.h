// An IPv4 or IPv6 address as a value, without port or zone. Pure; any thread.
#pragma once

#include <sys/socket.h>

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace hearth {

struct IpAddress {
  enum class Family : std::uint8_t { v4, v6 };
  Family family = Family::v4;
  std::array<std::uint8_t, 16> bytes{};  // in network order; of an IPv4 address the first four

  friend auto operator<=>(const IpAddress&, const IpAddress&) = default;

  static IpAddress v4(std::uint32_t number);
  // Dotted decimal with four parts, or any IPv6 form of RFC 4291; nothing for all else.
  static std::optional<IpAddress> from_text(std::string_view text);
  // Nothing unless it is an IPv4 or IPv6 address; the port is left out.
  static std::optional<IpAddress> from_socket_address(const sockaddr& address, socklen_t length);

  // "192.0.2.1", "2001:db8::1"
  std::string text() const;
  std::uint32_t v4_number() const;  // of an IPv4 address
};

// What connect() takes.
struct SocketAddress {
  sockaddr_storage storage{};
  socklen_t length = 0;
  const sockaddr* get() const { return reinterpret_cast<const sockaddr*>(&storage); }
};
SocketAddress socket_address(const IpAddress& address, std::uint16_t port);

}  // namespace hearth
