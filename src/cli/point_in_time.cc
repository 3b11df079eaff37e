#include "cli/point_in_time.h"

#include <fmt/format.h>

#include <charconv>
#include <cstdint>
#include <optional>

#include "base/error.h"
#include "base/utf8.h"

namespace hearth::cli {

namespace {

constexpr std::int64_t longest_ago = 100'000;  // of any unit: no product below overflows

std::optional<UnixMillis> unit_of(char letter) {
  switch (letter) {
    case 's':
      return 1'000;
    case 'm':
      return 60'000;
    case 'h':
      return 3'600'000;
    case 'd':
      return 86'400'000;
    default:
      return std::nullopt;
  }
}

std::optional<UnixMillis> duration(std::string_view text) {
  std::optional<UnixMillis> unit = text.empty() ? std::nullopt : unit_of(text.back());
  if (!unit) return std::nullopt;
  text.remove_suffix(1);
  std::int64_t count = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
  bool whole = error == std::errc{} && end == text.data() + text.size() && !text.empty();
  return whole && count >= 0 && count <= longest_ago ? std::optional(count * *unit) : std::nullopt;
}

}  // namespace

UnixMillis point_in_time(std::string_view text, UnixMillis now) {
  if (std::optional<UnixMillis> ago = duration(text)) return now - *ago;
  if (std::optional<DayRange> day = local_day(text)) return day->begin;
  throw Error(Code::invalid_argument, fmt::format("\"{}\" is no time: write 10m, 2h, 3d or a day such as 2026-11-23",
                                                  escape_for_display(text)));
}

}  // namespace hearth::cli
