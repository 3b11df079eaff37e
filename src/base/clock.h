// Wall-clock time as the database and the API carry it: whole milliseconds since 1970-01-01 UTC.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace hearth {

using UnixMillis = std::int64_t;

UnixMillis unix_millis_now();
// "2026-11-23T09:41:05.120Z"
std::string format_utc(UnixMillis time);
// "2026-11-23 09:41" in the machine's time zone.
std::string format_local(UnixMillis time);
// "2026-11-23" in the machine's time zone.
std::string format_local_date(UnixMillis time);

struct DayRange {
  UnixMillis begin;  // midnight, included
  UnixMillis end;    // the next midnight, excluded
};
// The day "YYYY-MM-DD" in the machine's time zone; nothing if the text is no date of the calendar.
std::optional<DayRange> local_day(std::string_view date);

}  // namespace hearth
