// history_file: what earlier tasks did with a file, under all names it has had.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstdint>

#include "base/utf8.h"
#include "store/file_history.h"
#include "tools/builtin.h"
#include "tools/lines.h"

namespace hearth::tools {

namespace {

constexpr std::int64_t usual_limit = 20;

const ToolSpec file_history_spec = {
    "history_file",
    "Says which earlier tasks in this workspace read, created, changed, renamed or deleted a file, newest first, also "
    "under "
    "the names it had before it was renamed. The task that is running now is left out. Works for files that are gone.",
    json::parse(R"({
      "type": "object",
      "properties": {
        "path": {"type": "string", "minLength": 1, "description": "The file, relative to the workspace, by its present or an earlier name"},
        "limit": {"type": "integer", "minimum": 1, "maximum": 200, "description": "Tasks to give; 20 if left out"}
      },
      "required": ["path"],
      "additionalProperties": false
    })"),
    Effect::read,
    {"path"}};

struct History {
  std::vector<std::string> names;  // oldest first
  json tasks = json::array();      // newest first
  std::int64_t total = 0;
};

json task_entry(const store::TaskRow& row, std::string_view actions) {
  return {{"task_id", row.id.value},         {"session_id", row.session.value}, {"title", std::string(row.title)},
          {"state", std::string(row.state)}, {"actions", json::parse(actions)}, {"at", row.created_at}};
}

class HistoryFile : public Tool {
 public:
  explicit HistoryFile(const Environment& environment) : environment_(environment) {}
  const ToolSpec& spec() const override { return file_history_spec; }

  ToolResult call(const std::string&, const json& arguments, std::stop_token) override {
    std::string path = environment_.workspace.relative(arguments.at("path").get<std::string>());
    std::int64_t limit = arguments.value("limit", usual_limit);
    History history =
        environment_.store.read([&](db::Connection& connection) { return look_up(connection, path, limit); });
    return describe(path, std::move(history));
  }

 private:
  History look_up(db::Connection& connection, const std::string& path, std::int64_t limit) const {
    History history;
    std::vector<FileId> files = store::files_named(connection, path, environment_.workspace_id);
    std::reverse(files.begin(), files.end());
    for (FileId file : files) {
      for (std::string& name : store::names_of(connection, file)) {
        bool known = std::find(history.names.begin(), history.names.end(), name) != history.names.end();
        if (!known) history.names.push_back(std::move(name));
      }
    }
    store::Page page;
    constexpr std::int64_t rows_at_a_time = 500;
    page.limit = rows_at_a_time;
    auto each = [&](const store::TaskRow& row, std::string_view actions) {
      page.before = row.id.value;
      if (row.id == environment_.task) return;
      if (history.total++ < limit) history.tasks.push_back(task_entry(row, actions));
    };
    while (store::each_task_of_file(connection, path, environment_.workspace_id, page, each) == rows_at_a_time) {
    }
    return history;
  }

  static ToolResult describe(const std::string& path, History history) {
    ToolResult result;
    result.labels.is_private = true;
    std::string shown = escape_for_display(path);
    if (history.total == 0) {
      result.text = fmt::format("No earlier task in this workspace has touched {}.", shown);
    } else {
      result.text =
          fmt::format("{} touched {}, newest first:\n",
                      counted(static_cast<std::size_t>(history.total), "earlier task", "earlier tasks"), shown);
    }
    for (const json& task : history.tasks) {
      result.text += fmt::format("- {}  {}  \"{}\" ({}, task {})\n", format_local(task.at("at").get<UnixMillis>()),
                                 fmt::join(task.at("actions").get<std::vector<std::string>>(), ", "),
                                 escape_for_display(task.at("title").get<std::string>()),
                                 task.at("state").get<std::string>(), task.at("task_id").get<std::int64_t>());
    }
    json names = json::array();
    std::vector<std::string> shown_names;
    for (const std::string& name : history.names) {
      names.push_back(to_valid_utf8(name));
      shown_names.push_back(escape_for_display(name));
    }
    if (shown_names.size() > 1)
      result.text += fmt::format("Its names, oldest first: {}\n", fmt::join(shown_names, ", "));
    result.structured = {{"path", to_valid_utf8(path)},
                         {"names", std::move(names)},
                         {"tasks", std::move(history.tasks)},
                         {"total", history.total}};
    return result;
  }

  Environment environment_;
};

}  // namespace

std::unique_ptr<Tool> make_history_file(const Environment& environment) {
  return std::make_unique<HistoryFile>(environment);
}

}  // namespace hearth::tools
