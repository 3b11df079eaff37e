// "What did I do yesterday?", "list my tasks of last Monday", "what happened on 20 November?".
#include <fmt/format.h>

#include <string>
#include <vector>

#include "base/clock.h"
#include "llm/reflex/history.h"
#include "llm/reflex/intents/intent.h"
#include "llm/reflex/language/dates.h"
#include "llm/reflex/language/pattern.h"

namespace hearth::llm::reflex {

namespace {

const Pattern wanted(
    "\\b(?:did|have|had|was|were|has) (?:i|we|you|hearth) (?:do|done|work\\w*|doing|up "
    "to|busy|been|get|finish\\w*|accomplish\\w*|achieve\\w*|complete\\w*|ask\\w*|run|start\\w*|use|used|change|changed|"
    "touch|open|make|made|edit|edited|got)\\b|"
    "\\b(?:i|we) (?:have |had )?(?:been )?(?:working|worked|busy|doing|up to)\\b|"
    "\\b(?:today|yesterday|\\w+day)(?:'s)? (?:\\w+ )?(?:tasks?|activit\\w+|work|history|sessions?|runs?)\\b|"
    "\\b(?:my|our|your|the|all|which|what|any|list|show) (?:\\w+ "
    ")?(?:tasks?|activit\\w+|work|history|sessions?|runs?|conversations?|chats?)\\b|\\bwhat happened\\b|\\b(?:i|we) "
    "(?:did|have done|worked on|was doing|were doing)\\b|\\b(?:history|tasks|activity|activities|recap) "
    "(?:of|for|from|on)\\b|\\bwhat (?:was|were) (?:done|i|we)\\b|\\bwhat have i\\b");

const Pattern week(
    "\\b(?:this|last|past|previous) (?:week|few days|days|seven days|7 "
    "days)\\b|\\brecent(?:ly)?\\b|\\blately\\b|\\bthese days\\b|\\b(?:the |my )?last (?:thing|task|tasks|run)\\b");

constexpr int days_of_week = 7;
constexpr UnixMillis day_length = 24 * 60 * 60 * 1000;

struct Days {
  std::vector<std::string> dates;  // newest first
  std::string shown;
};

std::optional<Days> days_in(const Reading& reading) {
  const std::string& text = reading.clause.text;
  if (std::optional<std::string> day = date_in(text, reading.now)) return Days{{*day}, "on " + *day};
  if (!RE2::PartialMatch(text, week)) return std::nullopt;
  Days days{{}, "in the last seven days"};
  for (int back = 0; back < days_of_week; ++back)
    days.dates.push_back(format_local_date(reading.now - back * day_length));
  return days;
}

std::optional<Fragment> history_of(Desk& desk, const Days& days) {
  json tasks = json::array();
  bool waiting = false;
  for (const std::string& day : days.dates) {
    const Reply* reply = desk.ask("history_search", {{"on", day}, {"limit", 100}});
    waiting = waiting || reply == nullptr;
    if (reply == nullptr) continue;
    if (reply->is_error) return Fragment::failed(fmt::format("The history of {} was not read: {}", day, reply->text));
    for (const json& task : list_of(*reply, "tasks")) tasks.push_back(task);
  }
  if (waiting) return std::nullopt;
  if (tasks.empty()) return Fragment::not_found(fmt::format("Not found: no task is recorded {}.", days.shown));
  return Fragment::done(fmt::format("{} task{} {}:", tasks.size(), tasks.size() == 1 ? "" : "s", days.shown) +
                        task_lines(tasks));
}

}  // namespace

std::optional<Step> match_history_day(const Reading& reading) {
  if (!reading.files.empty() || !RE2::PartialMatch(reading.clause.text, wanted)) return std::nullopt;
  std::optional<Days> days = days_in(reading);
  if (!days) return std::nullopt;
  return Step{Step::Order::free, [days = *days](Desk& desk) { return history_of(desk, days); }};
}

}  // namespace hearth::llm::reflex
