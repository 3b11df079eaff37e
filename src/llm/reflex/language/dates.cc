#include "llm/reflex/language/dates.h"
#include "llm/reflex/language/pattern.h"

#include <fmt/format.h>

#include <array>
#include <chrono>
#include <string>

namespace hearth::llm::reflex {

namespace {

using std::chrono::days;
using std::chrono::sys_days;
using std::chrono::year_month_day;

constexpr auto months = std::to_array<std::string_view>({"january", "february", "march", "april", "may", "june", "july",
                                                         "august", "september", "october", "november", "december"});
constexpr auto weekdays =
    std::to_array<std::string_view>({"sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"});

#define MONTH                                                                                                         \
  "(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:" \
  "ember)?|dec(?:ember)?)"
const Pattern iso_date("\\b(\\d{4})-(\\d{1,2})-(\\d{1,2})\\b");
const Pattern dotted_date("\\b(\\d{1,2})[./](\\d{1,2})[./](\\d{4})\\b");
const Pattern day_month("\\b(\\d{1,2})(?:st|nd|rd|th)?\\.? (?:of )?" MONTH "\\b,?(?: ,)?(?: (\\d{4})\\b)?");
const Pattern month_day("\\b" MONTH "\\.? (?:the )?(\\d{1,2})(?:st|nd|rd|th)?\\b(?: ?,? (\\d{4})\\b)?");
const Pattern weekday("\\b(sunday|monday|tuesday|wednesday|thursday|friday|saturday)\\b");
const Pattern days_ago("\\b(\\d{1,3}|one|two|three|four|five|six|seven) days? ago\\b");
const Pattern near_day(
    "\\b(today|this morning|this afternoon|this evening|the day before yesterday|yesterday|last night)\\b");
#undef MONTH

std::string write(year_month_day date) {
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()));
}

year_month_day today_of(UnixMillis now) {
  std::string text = format_local_date(now);
  return year_month_day{std::chrono::year(std::stoi(text.substr(0, 4))),
                        std::chrono::month(static_cast<unsigned>(std::stoi(text.substr(5, 2)))),
                        std::chrono::day(static_cast<unsigned>(std::stoi(text.substr(8, 2))))};
}

std::optional<std::string> checked(int year, int month, int day) {
  year_month_day date{std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                      std::chrono::day(static_cast<unsigned>(day))};
  if (!date.ok()) return std::nullopt;
  return write(date);
}

// Without a year: the last such day that is not in the future.
std::optional<std::string> past_day(int month, int day, const std::string& year, year_month_day today) {
  if (!year.empty()) return checked(std::stoi(year), month, day);
  int this_year = static_cast<int>(today.year());
  std::optional<std::string> date = checked(this_year, month, day);
  return date && *date > write(today) ? checked(this_year - 1, month, day) : date;
}

int month_number(std::string_view name) {
  for (std::size_t i = 0; i < months.size(); ++i) {
    if (months[i].substr(0, 3) == name.substr(0, 3)) return static_cast<int>(i) + 1;
  }
  return 0;
}

int number_word(const std::string& word) {
  constexpr auto words =
      std::to_array<std::string_view>({"zero", "one", "two", "three", "four", "five", "six", "seven"});
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i] == word) return static_cast<int>(i);
  }
  return std::stoi(word);
}

std::optional<std::string> calendar_date(std::string_view folded, year_month_day today) {
  re2::StringPiece text(folded.data(), folded.size());
  int year = 0, month = 0, day = 0;
  std::string name, year_text;
  if (RE2::PartialMatch(text, iso_date, &year, &month, &day)) return checked(year, month, day);
  if (RE2::PartialMatch(text, dotted_date, &day, &month, &year)) return checked(year, month, day);
  if (RE2::PartialMatch(text, day_month, &day, &name, &year_text))
    return past_day(month_number(name), day, year_text, today);
  if (RE2::PartialMatch(text, month_day, &name, &day, &year_text))
    return past_day(month_number(name), day, year_text, today);
  return std::nullopt;
}

std::optional<std::string> relative_date(std::string_view folded, year_month_day today) {
  re2::StringPiece text(folded.data(), folded.size());
  std::string word;
  if (RE2::PartialMatch(text, days_ago, &word)) return write(sys_days(today) - days(number_word(word)));
  if (RE2::PartialMatch(text, near_day, &word)) {
    int back = word == "yesterday" || word == "last night" ? 1 : 0;
    if (word == "the day before yesterday") back = 2;
    return write(sys_days(today) - days(back));
  }
  if (!RE2::PartialMatch(text, weekday, &word)) return std::nullopt;
  unsigned now = std::chrono::weekday(sys_days(today)).c_encoding();
  for (unsigned i = 0; i < weekdays.size(); ++i) {
    if (weekdays[i] != word) continue;
    int back = static_cast<int>((now + 7 - i) % 7);
    return write(sys_days(today) - days(back == 0 ? 7 : back));
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::string> date_in(std::string_view folded, UnixMillis now) {
  year_month_day today = today_of(now);
  std::optional<std::string> date = calendar_date(folded, today);
  return date ? date : relative_date(folded, today);
}

bool is_month(std::string_view folded_word) {
  for (std::string_view month : months) {
    if (month == folded_word) return true;
  }
  return false;
}

}  // namespace hearth::llm::reflex
