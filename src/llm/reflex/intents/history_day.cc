// "What did I do yesterday?", "list my tasks of last Monday", "what happened on 20 November?".
#include <fmt/format.h>

#include "llm/reflex/history.h"
#include "llm/reflex/intents/intent.h"
#include "llm/reflex/language/dates.h"
#include "llm/reflex/language/pattern.h"

namespace hearth::llm::reflex {

namespace {

const Pattern wanted(
    "\\b(?:did|have|had|was|were|has) (?:i|we|you|hearth) (?:do|done|work\\w*|doing|up "
    "to|busy|been|get|finish\\w*|accomplish\\w*|achieve\\w*|complete\\w*|ask\\w*|run|start\\w*|use|used|change|changed|"
    "touch|open|make|made|edit|edited)\\b|"
    "\\b(?:my|our|your|the|all|which|what|any|list|show) (?:\\w+ "
    ")?(?:tasks?|activit\\w+|work|history|sessions?|runs?|conversations?|chats?)\\b|\\bwhat happened\\b|\\b(?:i|we) "
    "(?:did|have done|worked on|was doing|were doing)\\b|\\b(?:history|tasks|activity|activities|recap) "
    "(?:of|for|from|on)\\b|\\bwhat (?:was|were) (?:done|i|we)\\b|\\bwhat have i\\b");

Fragment tell(const std::string& day, const Reply& reply) {
  if (reply.is_error) return Fragment::failed(fmt::format("The history of {} was not read: {}", day, reply.text));
  json tasks = list_of(reply, "tasks");
  if (tasks.empty()) return Fragment::not_found(fmt::format("Not found: no task is recorded on {}.", day));
  return Fragment::done(fmt::format("{} task{} on {}:", tasks.size(), tasks.size() == 1 ? "" : "s", day) +
                        task_lines(tasks));
}

}  // namespace

std::optional<Step> match_history_day(const Reading& reading) {
  const std::string& text = reading.clause.text;
  std::optional<std::string> day = date_in(text, reading.now);
  if (!day || !reading.files.empty() || !RE2::PartialMatch(text, wanted)) return std::nullopt;
  return Step{Step::Order::free, [day = *day](Desk& desk) -> std::optional<Fragment> {
                const Reply* reply = desk.ask("history_search", {{"on", day}, {"limit", 100}});
                if (reply == nullptr) return std::nullopt;
                return tell(day, *reply);
              }};
}

}  // namespace hearth::llm::reflex
