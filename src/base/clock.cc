#include "base/clock.h"

#include <fmt/format.h>

#include <charconv>
#include <chrono>
#include <ctime>

namespace hearth {

namespace {

struct Instant {
  std::time_t seconds;
  int milliseconds;  // 0 to 999, also before 1970
};

Instant split(UnixMillis time) {
  UnixMillis milliseconds = (time % 1000 + 1000) % 1000;
  return {static_cast<std::time_t>((time - milliseconds) / 1000), static_cast<int>(milliseconds)};
}

std::string format_with(const char* pattern, UnixMillis time) {
  std::time_t seconds = split(time).seconds;
  std::tm parts{};
  ::localtime_r(&seconds, &parts);
  char buffer[64];
  return std::string(buffer, std::strftime(buffer, sizeof buffer, pattern, &parts));
}

std::optional<int> number(std::string_view digits) {
  if (digits.find_first_not_of("0123456789") != std::string_view::npos) return std::nullopt;  // no sign
  int value = 0;
  auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
  return value;
}

UnixMillis local_midnight(std::chrono::year_month_day date) {
  std::tm parts{};
  parts.tm_year = static_cast<int>(date.year()) - 1900;
  parts.tm_mon = static_cast<int>(static_cast<unsigned>(date.month())) - 1;
  parts.tm_mday = static_cast<int>(static_cast<unsigned>(date.day()));
  parts.tm_isdst = -1;
  return static_cast<UnixMillis>(std::mktime(&parts)) * 1000;
}

}  // namespace

UnixMillis unix_millis_now() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch())
      .count();
}

std::string format_utc(UnixMillis time) {
  auto [seconds, milliseconds] = split(time);
  std::tm parts{};
  ::gmtime_r(&seconds, &parts);
  char buffer[64];
  std::size_t size = std::strftime(buffer, sizeof buffer, "%Y-%m-%dT%H:%M:%S", &parts);
  return fmt::format("{}.{:03}Z", std::string_view(buffer, size), milliseconds);
}

std::string format_local(UnixMillis time) {
  return format_with("%Y-%m-%d %H:%M", time);
}
std::string format_local_date(UnixMillis time) {
  return format_with("%Y-%m-%d", time);
}

std::optional<DayRange> local_day(std::string_view date) {
  if (date.size() != 10 || date[4] != '-' || date[7] != '-') return std::nullopt;
  std::optional<int> year = number(date.substr(0, 4)), month = number(date.substr(5, 2)),
                     day = number(date.substr(8, 2));
  if (!year || !month || !day || *month < 1 || *day < 1) return std::nullopt;
  std::chrono::year_month_day parsed{std::chrono::year(*year), std::chrono::month(static_cast<unsigned>(*month)),
                                     std::chrono::day(static_cast<unsigned>(*day))};
  if (!parsed.ok()) return std::nullopt;
  return DayRange{local_midnight(parsed), local_midnight(std::chrono::sys_days(parsed) + std::chrono::days(1))};
}

}  // namespace hearth
