#include "egress/host.h"

#include <fmt/format.h>
#include <idn2.h>

#include <algorithm>
#include <charconv>
#include <memory>
#include <vector>

#include "base/error.h"
#include "base/utf8.h"

namespace hearth::egress {

namespace {

constexpr std::size_t longest_name = 253;
constexpr std::size_t longest_label = 63;

[[noreturn]] void refuse(std::string_view host, std::string_view why) {
  constexpr std::size_t shown = 80;
  throw Error(Code::invalid_argument,
              fmt::format("reading the host \"{}\": {}: write it as example.org, 192.0.2.1 or [2001:db8::1]",
                          escape_for_display(host.substr(0, shown)), why));
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_name_character(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || c == '-' || c == '_';
}

std::vector<std::string_view> labels_of(std::string_view name) {
  std::vector<std::string_view> labels;
  for (std::size_t dot; (dot = name.find('.')) != std::string_view::npos; name.remove_prefix(dot + 1)) {
    labels.push_back(name.substr(0, dot));
  }
  labels.push_back(name);
  return labels;
}

// Through IDNA only where there is something for it: it refuses some names that exist, such as r3---x.
std::string to_ascii(std::string_view host) {
  std::string lower(host);
  bool plain = true;
  for (char& c : lower) {
    plain = plain && static_cast<unsigned char>(c) < 0x80;
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  if (plain && lower.find("xn--") == std::string::npos) return lower;
  if (!is_valid_utf8(host)) refuse(host, "it is not UTF-8");
  char* made = nullptr;
  int result = ::idn2_to_ascii_8z(lower.c_str(), &made, IDN2_NFC_INPUT | IDN2_NONTRANSITIONAL);
  std::unique_ptr<char, decltype(&::idn2_free)> owner(made, &::idn2_free);
  if (result != IDN2_OK) refuse(host, ::idn2_strerror(result));
  return made;
}

// One part of an IPv4 address as inet_aton reads it: 0x… hexadecimal, 0… octal, else decimal.
std::optional<std::uint64_t> ipv4_part(std::string_view text) {
  int base = 10;
  if (text.starts_with("0x")) {
    text.remove_prefix(2);
    base = 16;
    if (text.empty()) return 0;
  } else if (text.size() > 1 && text.starts_with('0')) {
    text.remove_prefix(1);
    base = 8;
  }
  std::uint64_t value = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, base);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

// Whether some resolver would take the name for an IPv4 address: its last label is a number.
bool ends_like_ipv4(std::string_view last_label) {
  return std::ranges::all_of(last_label, is_digit) || (last_label.starts_with("0x") && ipv4_part(last_label));
}

std::optional<IpAddress> parse_ipv4(const std::vector<std::string_view>& labels) {
  if (labels.size() > 4) return std::nullopt;
  std::uint64_t number = 0;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    std::optional<std::uint64_t> part = ipv4_part(labels[i]);
    bool is_last = i + 1 == labels.size();
    std::size_t bits = is_last ? 8 * (4 - i) : 8;
    if (!part || *part >> bits != 0) return std::nullopt;
    number = number << bits | *part;
  }
  return IpAddress::v4(static_cast<std::uint32_t>(number));
}

// ::ffff:a.b.c.d reaches a.b.c.d, so it is decided on as that.
IpAddress unmapped(const IpAddress& address) {
  constexpr std::array<std::uint8_t, 12> mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
  if (address.family != IpAddress::Family::v6) return address;
  if (!std::equal(mapped.begin(), mapped.end(), address.bytes.begin())) return address;
  IpAddress v4;
  std::copy_n(address.bytes.begin() + 12, 4, v4.bytes.begin());
  return v4;
}

Host parse_ipv6(std::string_view text) {
  std::string_view inner = text;
  if (text.starts_with('[')) {
    if (!text.ends_with(']')) refuse(text, "the bracket is not closed");
    inner = text.substr(1, text.size() - 2);
  }
  if (inner.find('%') != std::string_view::npos) refuse(text, "zones of this machine's links have no place in it");
  std::optional<IpAddress> address = IpAddress::from_text(inner);
  if (!address || address->family != IpAddress::Family::v6) refuse(text, "it is no IPv6 address");
  return host_of(*address);
}

void check_name(std::string_view text, const std::vector<std::string_view>& labels) {
  for (std::string_view label : labels) {
    if (label.empty()) refuse(text, "there is nothing between two dots");
    if (label.size() > longest_label) refuse(text, "a part between dots is longer than 63 characters");
    if (!std::ranges::all_of(label, is_name_character)) refuse(text, "it has a character that no host name has");
    if (label.front() == '-' || label.back() == '-') refuse(text, "a part begins or ends with a hyphen");
  }
}

}  // namespace

Host host_of(const IpAddress& address) {
  IpAddress plain = unmapped(address);
  return {plain.text(), plain};
}

Host parse_host(std::string_view text) {
  if (text.empty()) refuse(text, "it is empty");
  if (text.size() > 4 * longest_name) refuse(text, "it is too long");
  for (char c : text) {
    auto byte = static_cast<unsigned char>(c);
    if (byte <= 0x20 || byte == 0x7f) refuse(text, "it has a space or a control character");
  }
  if (text.find(':') != std::string_view::npos || text.starts_with('[')) return parse_ipv6(text);

  std::string name = to_ascii(text);
  if (name.ends_with('.')) name.pop_back();
  if (name.size() > longest_name) refuse(text, "it is longer than 253 characters");
  std::vector<std::string_view> labels = labels_of(name);
  check_name(text, labels);
  if (!ends_like_ipv4(labels.back())) return {std::move(name), std::nullopt};
  std::optional<IpAddress> address = parse_ipv4(labels);
  if (!address) refuse(text, "it ends like an IPv4 address and is none");
  return host_of(*address);
}

HostAndPort parse_host_and_port(std::string_view text) {
  std::size_t colon = text.rfind(':');
  std::string_view host = text.substr(0, colon);
  bool has_port = colon != std::string_view::npos && (host.find(':') == std::string_view::npos || host.ends_with(']'));
  if (!has_port) refuse(text, "the port is missing, as in example.org:443");
  std::string_view digits = text.substr(colon + 1);
  std::uint16_t port = 0;
  auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
  if (error != std::errc() || end != digits.data() + digits.size() || port == 0) {
    refuse(text, "the port must be a number from 1 to 65535");
  }
  return {parse_host(host), port};
}

std::string in_url(const Host& host) {
  bool needs_brackets = host.address && host.address->family == IpAddress::Family::v6;
  return needs_brackets ? fmt::format("[{}]", host.text) : host.text;
}

}  // namespace hearth::egress
