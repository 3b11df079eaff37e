// history_search: what was said before, and what was done on a day.
#include <fmt/format.h>

#include <cstdint>
#include <optional>

#include "base/clock.h"
#include "base/utf8.h"
#include "store/message_index.h"
#include "store/messages.h"
#include "store/runs.h"
#include "tools/builtin.h"

namespace hearth::tools {

namespace {

constexpr std::int64_t usual_limit = 20;
constexpr std::int64_t most_hits = 100;

const ToolSpec history_search_spec = {"history_search",
                                      "Looks into the history. \"query\" finds earlier messages, of any session, that "
                                      "hold all its words, best first; \"on\" lists "
                                      "the tasks begun on a day, newest first; both together keep the messages to that "
                                      "day. The task that is running now is "
                                      "left out.",
                                      json::parse(R"({
      "type": "object",
      "properties": {
        "query": {"type": "string", "minLength": 1, "maxLength": 1000, "description": "Words that the message holds"},
        "on": {"type": "string", "minLength": 10, "maxLength": 10, "description": "A day, YYYY-MM-DD"},
        "limit": {"type": "integer", "minimum": 1, "maximum": 100, "description": "Messages, and tasks, to give; 20 if left out"}
      },
      "additionalProperties": false
    })"),
                                      Effect::read,
                                      {}};

// The store marks what matched with the isolates U+2068 and U+2069; they would steer a terminal.
std::string without_marks(std::string_view snippet) {
  std::string text(snippet);
  for (std::string_view mark : {"\u2068", "\u2069"}) {
    for (std::size_t at = text.find(mark); at != std::string::npos; at = text.find(mark, at))
      text.erase(at, mark.size());
  }
  return text;
}

class HistorySearch : public Tool {
 public:
  explicit HistorySearch(const Environment& environment) : environment_(environment) {}
  const ToolSpec& spec() const override { return history_search_spec; }

  ToolResult call(const std::string&, const json& arguments, std::stop_token) override {
    if (!arguments.contains("query") && !arguments.contains("on")) {
      return ToolResult::failure("Give \"query\", to search messages, or \"on\", to list the tasks of a day, or both.");
    }
    std::optional<DayRange> day;
    if (arguments.contains("on")) {
      auto date = arguments.at("on").get<std::string>();
      day = local_day(date);
      if (!day) {
        return ToolResult::failure(
            fmt::format("\"{}\" is no day: give \"on\" as YYYY-MM-DD.", escape_for_display(date)));
      }
    }
    std::int64_t limit = arguments.value("limit", usual_limit);
    store::complete_message_index(environment_.store);
    return environment_.store.read([&](db::Connection& connection) {
      Labels labels{.untrusted = false, .is_private = true};
      json messages = arguments.contains("query")
                          ? search(connection, arguments.at("query").get<std::string>(), day, limit, labels)
                          : json::array();
      json tasks = day ? tasks_of(connection, *day, limit) : json::array();
      ToolResult result = describe(std::move(messages), std::move(tasks), day ? Asked::day : Asked::words);
      result.labels = labels;
      return result;
    });
  }

 private:
  enum class Asked { day, words };

  json search(db::Connection& connection, const std::string& query, const std::optional<DayRange>& day,
              std::int64_t limit, Labels& labels) const {
    json messages = json::array();
    store::MessageQuery wanted{.words = query, .limit = most_hits};  // more than asked for: some may be left out
    if (day) wanted.since = day->begin;
    if (day) wanted.until = day->end;
    store::search_messages(connection, wanted, [&](const store::SearchHit& hit) {
      bool of_this_task = hit.session == environment_.session && hit.created_at >= environment_.task_began;
      if (of_this_task || static_cast<std::int64_t>(messages.size()) == limit) return;
      labels.untrusted = labels.untrusted || hit.untrusted;
      messages.push_back({{"session_id", hit.session.value},
                          {"message_id", hit.id.value},
                          {"role", std::string(hit.role)},
                          {"snippet", without_marks(hit.snippet)},
                          {"at", hit.created_at}});
    });
    return messages;
  }

  json tasks_of(db::Connection& connection, const DayRange& day, std::int64_t limit) const {
    json tasks = json::array();
    // One more than wanted, since the running one is left out.
    store::each_task_between(connection, day.begin, day.end, limit + 1, [&](const store::TaskRow& row) {
      if (row.id == environment_.task || static_cast<std::int64_t>(tasks.size()) == limit) return;
      tasks.push_back({{"task_id", row.id.value},
                       {"session_id", row.session.value},
                       {"title", std::string(row.title)},
                       {"state", std::string(row.state)},
                       {"at", row.created_at}});
    });
    return tasks;
  }

  static ToolResult describe(json messages, json tasks, Asked asked) {
    ToolResult result;
    for (const json& task : tasks) {
      result.text += fmt::format("- {}  \"{}\" ({}, task {})\n", format_local(task.at("at").get<UnixMillis>()),
                                 escape_for_display(task.at("title").get<std::string>()),
                                 task.at("state").get<std::string>(), task.at("task_id").get<std::int64_t>());
    }
    for (const json& message : messages) {
      result.text += fmt::format("- {}  {} in session {}: {}\n", format_local(message.at("at").get<UnixMillis>()),
                                 message.at("role").get<std::string>(), message.at("session_id").get<std::int64_t>(),
                                 escape_for_display(message.at("snippet").get<std::string>()));
    }
    if (result.text.empty())
      result.text = asked == Asked::day ? "Nothing on that day." : "No earlier message holds these words.";
    result.structured = {{"messages", std::move(messages)}, {"tasks", std::move(tasks)}};
    return result;
  }

  Environment environment_;
};

}  // namespace

std::unique_ptr<Tool> make_history_search(const Environment& environment) {
  return std::make_unique<HistorySearch>(environment);
}

}  // namespace hearth::tools
