#include <fmt/format.h>

#include <filesystem>
#include <memory>

#include "base/utf8.h"
#include "cli/api_path.h"
#include "cli/commands/all.h"
#include "cli/exit_code.h"
#include "cli/fields.h"
#include "cli/output.h"
#include "cli/run/start_run.h"
#include "cli/terminal/table.h"

namespace hearth::cli {

namespace {

json ask(Server& server, const std::string& path, const std::string& workspace, std::int64_t limit,
         std::stop_token stop) {
  return server.get(
      with_query("history/files", {{"path", path}, {"workspace", workspace}, {"limit", std::to_string(limit)}}), stop);
}

// The file in a workspace, tried as this folder and as each folder above it, the way one finds a repository; then the
// path as it was typed, in any workspace. The file need not exist any more.
json find_history(Context& context, Server& server, std::int64_t limit, std::stop_token stop) {
  namespace fs = std::filesystem;
  std::string typed = context.arguments.text("PATH");
  fs::path absolute = fs::absolute(typed).lexically_normal();
  // A last component that is a symbolic link is itself what tools worked on.
  absolute = fs::weakly_canonical(absolute.parent_path()) / absolute.filename();
  for (fs::path folder = absolute.parent_path();; folder = folder.parent_path()) {
    std::string relative = absolute.lexically_relative(folder).generic_string();
    json answer = ask(server, relative, folder.string(), limit, stop);
    if (!array_field(answer, "tasks").empty()) return answer;
    if (folder == folder.parent_path()) break;
  }
  return ask(server, fs::path(typed).lexically_normal().generic_string(), "", limit, stop);
}

std::string joined(const json& words) {
  std::string text;
  for (const json& word : words) text += (text.empty() ? "" : ", ") + text_of(word);
  return text;
}

std::string names_line(const json& answer, const Style& style) {
  const json& names = array_field(answer, "names");
  std::string line = style.bold(escape_for_display(text_field(answer, "path")));
  std::string earlier;
  for (const json& name : names) {
    if (text_of(name) != text_field(answer, "path"))
      earlier += (earlier.empty() ? "" : ", ") + escape_for_display(text_of(name));
  }
  if (!earlier.empty()) line += style.dim(fmt::format("  also known as {}", earlier));
  return line + "\n";
}

std::string render(Context& context, const json& answer) {
  std::vector<std::vector<std::string>> rows;
  for (const json& task : array_field(answer, "tasks")) {
    rows.push_back({time_field(task, "created_at"), joined(array_field(task, "actions")), text_field(task, "state"),
                    text_field(task, "session_id"), text_field(task, "title")});
  }
  return names_line(answer, context.globals.output) +
         render_table({{"WHEN"},
                       {"ACTIONS"},
                       {"STATE"},
                       {"SESSION", Column::Align::right},
                       {"TASK", Column::Align::left, Column::Fit::shrinks}},
                      rows, output_width(context), context.globals.output);
}

int run(Context& context) {
  std::int64_t limit = context.arguments.count("--limit", 50);
  std::stop_token stop = context.interruption.token();
  std::unique_ptr<Server> server = context.connector.connect_or_start(stop);
  json answer = find_history(context, *server, limit, stop);
  const json& tasks = array_field(answer, "tasks");
  if (context.globals.format == Format::json_lines) {
    print_json_lines(context, {tasks.begin(), tasks.end()});
    return exit_done;
  }
  if (tasks.empty()) {
    context.console.out(
        fmt::format("Nothing has been done with {} yet.\n", escape_for_display(context.arguments.text("PATH"))));
    return exit_done;
  }
  context.console.out(render(context, answer));
  if (!text_field(answer, "next_before").empty()) remark(context, "There are more: see --limit.");
  return exit_done;
}

}  // namespace

Command history_file_command() {
  return {
      "history file",
      "List what has been done with a file, under all its names",
      {{"PATH", "", "The file, which may be gone", Offer::file, Option::Need::required},
       {"--limit", "N", "How many tasks (default: 50)"}},
      {"hearth history file README.md", "hearth history file notes/plan.md --json"},
      run,
  };
}

}  // namespace hearth::cli
