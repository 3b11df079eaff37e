#include "shell/deep_link.h"

#include <charconv>

namespace hearth::shell {

namespace {

constexpr std::string_view prefix = "hearth://session/";
// What a page can count exactly.
constexpr std::int64_t largest = (std::int64_t{1} << 53) - 1;

}  // namespace

std::optional<std::int64_t> session_in(std::string_view link) {
  if (!link.starts_with(prefix)) return std::nullopt;
  std::string_view number = link.substr(prefix.size());
  std::int64_t session = 0;
  auto [end, fault] = std::from_chars(number.data(), number.data() + number.size(), session);
  if (fault != std::errc() || end != number.data() + number.size()) return std::nullopt;
  if (number.front() == '0' || session < 1 || session > largest) return std::nullopt;
  return session;
}

}  // namespace hearth::shell
