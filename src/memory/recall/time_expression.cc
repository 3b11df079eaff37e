#include "memory/recall/time_expression.h"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <chrono>
#include <optional>

namespace hearth::memory::recall {

namespace {

using std::chrono::days;
using std::chrono::months;
using std::chrono::sys_days;
using std::chrono::year;
using std::chrono::year_month_day;
using std::chrono::years;

constexpr std::array<std::string_view, 12> month_names = {"january",   "february", "march",    "april",
                                                          "may",       "june",     "july",     "august",
                                                          "september", "october",  "november", "december"};
constexpr std::array<std::string_view, 7> weekday_names = {"sunday",   "monday", "tuesday", "wednesday",
                                                           "thursday", "friday", "saturday"};
constexpr std::array<std::string_view, 13> small_numbers = {"zero",  "one",   "two",  "three", "four",   "five",  "six",
                                                            "seven", "eight", "nine", "ten",   "eleven", "twelve"};
struct Season {
  std::string_view name;
  unsigned first_month;
};
constexpr std::array<Season, 5> seasons = {{{"spring", 3}, {"summer", 6}, {"autumn", 9}, {"fall", 9}, {"winter", 12}}};

template <std::size_t N>
std::optional<unsigned> place_in(const std::array<std::string_view, N>& names, std::string_view name) {
  for (unsigned i = 0; i < N; ++i) {
    if (names[i] == name) return i;
  }
  return std::nullopt;
}

// Three letters do, but "may" and "march" are other words too: those need their own form.
std::optional<unsigned> month_of(std::string_view word) {
  std::optional<unsigned> found = place_in(month_names, word);
  for (unsigned i = 0; !found && i < month_names.size(); ++i) {
    if (word.size() >= 3 && word.size() <= 4 && word != "mar" && month_names[i].starts_with(word)) found = i;
  }
  return found ? std::optional(*found + 1) : std::nullopt;
}

// Also of "7th".
std::optional<int> number_of(std::string_view word) {
  int value = 0;
  auto [end, failure] = std::from_chars(word.data(), word.data() + word.size(), value);
  if (failure == std::errc()) {
    std::string_view rest(end, static_cast<std::size_t>(word.data() + word.size() - end));
    if (rest.empty() || rest == "st" || rest == "nd" || rest == "rd" || rest == "th") return value;
    return std::nullopt;
  }
  if (word == "a" || word == "an") return 1;
  if (word == "couple") return 2;
  std::optional<unsigned> small = place_in(small_numbers, word);
  return small ? std::optional(static_cast<int>(*small)) : std::nullopt;
}

bool is_year(std::optional<int> number) {
  return number && *number >= 1900 && *number <= 2199;
}

UnixMillis midnight(year_month_day day) {
  std::string text = fmt::format("{:04}-{:02}-{:02}", static_cast<int>(day.year()), static_cast<unsigned>(day.month()),
                                 static_cast<unsigned>(day.day()));
  std::optional<DayRange> range = local_day(text);
  return range ? range->begin : 0;
}

TimeSpan span(sys_days from, sys_days until) {
  return {midnight(from), midnight(until)};
}

TimeSpan month_span(year_month_day first) {
  return span(first, year_month_day(first + months(1)));
}

class Reader {
 public:
  Reader(const std::vector<Word>& words, UnixMillis now) : words_(words), today_(day_of(now)) {}

  std::vector<TimeSpan> read() {
    while (at_ < words_.size()) {
      std::size_t before = at_;
      if (iso_date() || near_day() || ago() || relative() || date_with_month() || plain_year()) continue;
      at_ = before + 1;
    }
    return std::move(found_);
  }

 private:
  static sys_days day_of(UnixMillis now) {
    std::string text = format_local_date(now);
    int y = std::stoi(text.substr(0, 4));
    auto m = static_cast<unsigned>(std::stoi(text.substr(5, 2))),
         d = static_cast<unsigned>(std::stoi(text.substr(8, 2)));
    return year_month_day{year(y), std::chrono::month(m), std::chrono::day(d)};
  }
  std::string_view word(std::size_t ahead = 0) const {
    return at_ + ahead < words_.size() ? std::string_view(words_[at_ + ahead].folded) : std::string_view();
  }
  bool take(std::size_t count, TimeSpan time) {
    at_ += count;
    found_.push_back(time);
    return true;
  }
  year_month_day first_of_month(year_month_day day) const { return day.year() / day.month() / 1; }
  year_month_day this_month() const { return first_of_month(year_month_day(today_)); }

  // 2026-11-20: three words, since a hyphen is in none.
  bool iso_date() {
    std::optional<int> y = number_of(word()), m = number_of(word(1)), d = number_of(word(2));
    if (!is_year(y) || !m || !d || word(1).size() != 2 || word(2).size() != 2) return false;
    year_month_day day{year(*y), std::chrono::month(static_cast<unsigned>(*m)),
                       std::chrono::day(static_cast<unsigned>(*d))};
    return day.ok() && take(3, span(day, sys_days(day) + days(1)));
  }

  bool near_day() {
    if (word() == "today" || word() == "tonight") return take(1, span(today_, today_ + days(1)));
    if (word() == "yesterday") return take(1, span(today_ - days(1), today_));
    if (word() == "recently" || word() == "lately") return take(1, span(today_ - days(21), today_ + days(1)));
    return false;
  }

  // "three weeks ago", "a month ago": as wide as its unit.
  bool ago() {
    std::size_t number_at = word() == "a" && word(1) == "couple" ? 1 : 0;
    std::size_t unit_at = word(number_at + 1) == "of" ? number_at + 2 : number_at + 1;
    std::optional<int> count = number_of(word(number_at));
    if (!count || word(unit_at + 1) != "ago") return false;
    std::string_view unit = word(unit_at);
    if (unit.starts_with("day")) return take(unit_at + 2, around(today_ - days(*count), 0));
    if (unit.starts_with("week")) return take(unit_at + 2, around(today_ - days(7 * *count), 4));
    if (unit.starts_with("month"))
      return take(unit_at + 2, around(sys_days(this_month() - months(*count)) + days(15), 22));
    if (unit.starts_with("year")) return take(unit_at + 2, around(today_ - days(365 * *count), 180));
    return false;
  }
  static TimeSpan around(sys_days middle, int margin) { return span(middle - days(margin), middle + days(margin + 1)); }

  // "last week", "this month", "last Friday", "last summer".
  bool relative() {
    bool last = word() == "last" || word() == "past" || word() == "previous";
    if (!last && word() != "this") return false;
    int back = last ? 1 : 0;
    std::string_view unit = word(1);
    if (unit == "night") return take(2, span(today_ - days(1), today_ + days(1)));
    if (unit == "week" || unit == "weekend") {
      sys_days monday = today_ - (std::chrono::weekday(today_) - std::chrono::Monday) - days(7 * back);
      return take(2, unit == "week" ? span(monday, monday + days(7)) : span(monday + days(4), monday + days(7)));
    }
    if (unit == "month") return take(2, month_span(this_month() - months(back)));
    if (unit == "year") return take(2, year_span(static_cast<int>(this_month().year()) - back));
    if (std::optional<unsigned> name = place_in(weekday_names, unit)) {
      days since = std::chrono::weekday(today_) - std::chrono::weekday(*name);
      if (since.count() == 0) since = days(7);
      return take(2, span(today_ - since, today_ - since + days(1)));
    }
    for (const Season& season : seasons) {
      if (unit == season.name) return take(2, season_span(season, last));
    }
    return false;
  }
  static TimeSpan year_span(int y) { return span(year(y) / 1 / 1, year(y + 1) / 1 / 1); }
  TimeSpan season_span(const Season& season, bool over) const {
    year_month_day begin = this_month().year() / std::chrono::month(season.first_month) / 1;
    while (sys_days(begin) > today_ || (over && sys_days(year_month_day(begin + months(3))) > today_))
      begin -= years(1);
    return span(begin, year_month_day(begin + months(3)));
  }

  // "7 May 2023", "May 7th, 2023", "7 May", "May 2023", "in May".
  bool date_with_month() {
    std::optional<int> day_before = number_of(word());
    std::size_t month_at = 0;
    if (day_before && *day_before >= 1 && *day_before <= 31 && !is_letter_article(word())) {
      month_at = word(1) == "of" ? 2 : 1;
    } else {
      day_before.reset();
    }
    std::optional<unsigned> month = month_of(word(month_at));
    if (!month && day_before) return false;
    if (!month) return false;
    std::size_t next = month_at + 1;
    std::optional<int> day = day_before;
    if (std::optional<int> after = number_of(word(next)); !day && after && *after >= 1 && *after <= 31) {
      day = after;
      ++next;
    }
    std::optional<int> y = number_of(word(next));
    if (is_year(y))
      ++next;
    else
      y.reset();
    // "may" and "march" without a day or a year are months only after a word like "in".
    if (!day && !y && (word(month_at) == "may" || word(month_at) == "march") && !follows_preposition()) return false;
    add_date(*month, day, y);
    at_ += next;
    return true;
  }
  static bool is_letter_article(std::string_view word) { return word == "a" || word == "an"; }
  bool follows_preposition() const {
    if (at_ == 0) return false;
    std::string_view before = words_[at_ - 1].folded;
    return before == "in" || before == "since" || before == "during" || before == "of" || before == "by" ||
           before == "last" || before == "until" || before == "before" || before == "after" || before == "around";
  }
  void add_date(unsigned month, std::optional<int> day, std::optional<int> y) {
    int newest = y ? *y : static_cast<int>(this_month().year());
    int oldest = y ? *y : newest - 5;
    for (int each = newest; each >= oldest; --each) {
      year_month_day first = year(each) / std::chrono::month(month) / 1;
      if (!day) {
        found_.push_back(month_span(first));
        continue;
      }
      year_month_day exact = year(each) / std::chrono::month(month) / std::chrono::day(static_cast<unsigned>(*day));
      if (exact.ok()) found_.push_back(span(exact, sys_days(exact) + days(1)));
    }
  }

  bool plain_year() {
    std::optional<int> y = number_of(word());
    return is_year(y) && word().size() == 4 && take(1, year_span(*y));
  }

  const std::vector<Word>& words_;
  const sys_days today_;
  std::size_t at_ = 0;
  std::vector<TimeSpan> found_;
};

}  // namespace

std::vector<TimeSpan> times_named(const std::vector<Word>& words, UnixMillis now) {
  return Reader(words, now).read();
}

}  // namespace hearth::memory::recall
