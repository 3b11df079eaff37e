// "What have I done with README.md before?", "when did I last change notes/todo.txt?", "history of kiln.toml".
#include <fmt/format.h>

#include <array>

#include "base/clock.h"
#include "llm/reflex/history.h"
#include "llm/reflex/intents/intent.h"
#include "llm/reflex/language/pattern.h"
#include "llm/reflex/source.h"

namespace hearth::llm::reflex {

namespace {

const Pattern wanted(
    "\\b(?:did|have|has|had) (?:i|we|you|hearth|anybody|anyone|someone) (?:ever |already |last |previously |recently "
    "|also |so far |before )*"
    "(?:do|done|did|change|changed|edit|edited|touch|touched|open|opened|use|used|read|modify|modified|work|worked|"
    "write|written|see|seen|look|looked|update|updated|view|viewed|access|accessed|make|made|rename|renamed|move|moved|"
    "summari[sz]e|summari[sz]ed)\\b|"
    "\\b(?:what|anything) (?:i|we|you) (?:have |had )?(?:ever |already |previously )?(?:done|did|changed|worked on) "
    "(?:with|to|on|about|in)\\b|"
    "\\b(?:history|activity|activities|past tasks|previous tasks|earlier tasks|prior tasks|record|track record|log of "
    "tasks|timeline|previous work|earlier work|past work)\\b|"
    "\\b(?:which|what|all|any|list|show|the)\\b.*\\btasks?\\b.*\\b(?:with|used|involv\\w+|touch\\w+|chang\\w+|on|about|"
    "concern\\w+|for|read)\\b|"
    "\\bwhat (?:has )?happened (?:to|with)\\b|\\bwas .* (?:changed|edited|touched|used|opened|read|renamed)\\b|"
    "\\bwhat (?:was|has been|have been) (?:done|changed|edited)\\b|\\b(?:last|first) (?:time|change|edit) "
    "(?:i|we|to|of|that)\\b|\\blast "
    "(?:changed|edited|touched|used|opened|read|modified)\\b");
const Pattern asks_for_last_change(
    "\\b(?:last|when)\\b.*\\b(?:chang\\w+|edit\\w*|modif\\w+|updat\\w+|writ\\w+|wrote)\\b");
const Pattern last_any("\\b(?:when|last time)\\b");

constexpr auto vocabulary = std::to_array<std::string_view>(
    {"access",   "accessed",   "activity",  "already",  "change",   "changed",  "changes",  "date",      "done",
     "earlier",  "edit",       "edited",    "ever",     "far",      "happened", "history",  "last",      "latest",
     "list",     "made",       "make",      "modified", "modify",   "moved",    "open",     "opened",    "past",
     "previous", "previously", "prior",     "read",     "recently", "record",   "renamed",  "show",      "so",
     "task",     "tasks",      "time",      "touch",    "touched",  "update",   "updated",  "use",       "used",
     "view",     "viewed",     "work",      "worked",   "write",    "written",  "involved", "involving", "concerning",
     "hearth",   "say",        "session",   "sessions", "anything", "timeline", "first",    "looked",    "look",
     "seen",     "summarised", "activities"});

bool is_change(const json& task) {
  for (const json& action : task.value("actions", json::array())) {
    if (action.is_string() && action != "read") return true;
  }
  return false;
}

enum class Asked { everything, last_use, last_change };

Fragment tell(const std::string& path, const Reply& reply, Asked asked) {
  if (reply.is_error) return Fragment::failed(fmt::format("The history of `{}` was not read: {}", path, reply.text));
  json tasks = list_of(reply, "tasks");
  std::string names;
  json all_names = list_of(reply, "names");
  if (all_names.size() > 1) {
    for (const json& name : all_names)
      names += (names.empty() ? "" : ", ") + fmt::format("`{}`", name.get<std::string>());
    names = fmt::format("\nIts names so far: {}.", names);
  }
  if (tasks.empty())
    return Fragment::not_found(
        fmt::format("Not found: no earlier task has used `{}`; nothing is recorded about it before this task.", path) +
        names);
  std::size_t total = reply.structured.value("total", tasks.size());
  if (asked == Asked::last_change) {
    for (const json& task : tasks) {
      if (is_change(task))
        return Fragment::done(fmt::format("The last task that changed `{}`:", path) + task_lines(json::array({task})) +
                              names);
    }
    return Fragment::not_found(fmt::format("Not found: no earlier task has changed `{}`. Tasks that used it:", path) +
                               task_lines(tasks) + names);
  }
  if (asked == Asked::last_use)
    return Fragment::done(fmt::format("The last task that used `{}`:", path) + task_lines(json::array({tasks[0]})) +
                          names);
  return Fragment::done(fmt::format("{} earlier task{} used `{}`:", total, total == 1 ? "" : "s", path) +
                        task_lines(tasks) + names);
}

// What the words of earlier tasks say of a name that no file has now.
std::optional<Fragment> history_of_name(Desk& desk, const std::string& name) {
  const Reply* named = desk.ask("history_search", {{"query", name}});
  if (named == nullptr) return std::nullopt;
  json tasks = list_of(*named, "tasks"), messages = list_of(*named, "messages");
  if (named->is_error || (tasks.empty() && messages.empty()))
    return Fragment::not_found(
        fmt::format("Not found: no earlier task has used `{}`; nothing is recorded about it before this task.", name));
  return Fragment::done(fmt::format("No file is called `{}` now. What speaks of it:", name) + task_lines(tasks) +
                        message_lines(messages));
}

// A file that is gone still has a history, so a path that leads nowhere is asked for as it is before another is taken.
std::optional<Fragment> history(Desk& desk, const FileReference& file, Asked asked) {
  if (file.kind == FileReference::Kind::name && file.text.find('/') != std::string::npos) {
    std::optional<Resolved> named = resolve(desk, file, Strictness::exact);
    if (!named) return std::nullopt;
    const std::string& path = named->problem ? file.text : named->path;
    const Reply* reply = desk.ask("history_file", {{"path", path}});
    if (reply == nullptr) return std::nullopt;
    if (!reply->is_error && !list_of(*reply, "tasks").empty()) return tell(path, *reply, asked);
  }
  std::optional<Resolved> resolved = resolve(desk, file, Strictness::helpful);
  if (!resolved) return std::nullopt;
  bool missing = resolved->problem && resolved->problem->outcome == Fragment::Outcome::not_found &&
                 file.kind == FileReference::Kind::name;
  if (resolved->problem && !missing) return resolved->problem;
  std::string path = missing ? file.text : resolved->path;
  const Reply* reply = desk.ask("history_file", {{"path", path}});
  if (reply == nullptr) return std::nullopt;
  bool unknown = missing && !reply->is_error && list_of(*reply, "tasks").empty();
  return unknown ? history_of_name(desk, path) : tell(path, *reply, asked);
}

}  // namespace

std::optional<Step> match_history_file(const Reading& reading) {
  const std::string& text = reading.clause.text;
  if (!RE2::PartialMatch(text, wanted)) return std::nullopt;
  bool names_file =
      !reading.files.empty() || (reading.refers_back && !reading.antecedent.empty()) ||
      RE2::PartialMatch(
          text, "\\b(?:the|this|that) (?:\\w+ ){0,3}(?:file|document|report|letter|list|contract|lease|log)\\b"_re);
  if (!names_file ||
      RE2::PartialMatch(text, "\\b(?:mention|mentioned|talk|talked|say|said|ask|asked|discuss\\w*)\\b"_re))
    return std::nullopt;
  Asked asked = RE2::PartialMatch(text, asks_for_last_change) ? Asked::last_change
                : RE2::PartialMatch(text, last_any)           ? Asked::last_use
                                                              : Asked::everything;
  std::vector<FileReference> files = files_meant(reading, vocabulary);
  if (files.empty()) return std::nullopt;
  return Step{Step::Order::free, [files, asked](Desk& desk) -> std::optional<Fragment> {
                std::vector<Fragment> fragments;
                bool waiting = false;
                for (const FileReference& file : files) {
                  std::optional<Fragment> fragment = history(desk, file, asked);
                  waiting = waiting || !fragment;
                  if (fragment) fragments.push_back(*std::move(fragment));
                }
                if (waiting) return std::nullopt;
                return joined(fragments);
              }};
}

}  // namespace hearth::llm::reflex
