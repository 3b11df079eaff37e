#include <memory>

#include "cli/commands/all.h"
#include "cli/exit_code.h"
#include "cli/fields.h"
#include "cli/output.h"
#include "cli/pages.h"
#include "cli/terminal/table.h"

namespace hearth::cli {

namespace {

std::string render(Context& context, const std::vector<json>& sessions) {
  std::vector<std::vector<std::string>> rows;
  for (const json& session : sessions) {
    rows.push_back({text_field(session, "id"), time_field(session, "updated_at"), text_field(session, "title"),
                    text_field(session, "workspace")});
  }
  return render_table({{"ID", Column::Align::right},
                       {"UPDATED"},
                       {"TITLE", Column::Align::left, Column::Fit::shrinks},
                       {"WORKSPACE", Column::Align::left, Column::Fit::shrinks}},
                      rows, output_width(context), context.globals.output);
}

int run(Context& context) {
  std::int64_t limit = context.arguments.count("--limit", 20);
  std::stop_token stop = context.interruption.token();
  std::unique_ptr<Server> server = context.connector.connect_or_start(stop);
  Fetched fetched = fetch(*server, {"sessions", {}, "sessions", "next_cursor", "cursor"}, limit, stop);
  if (context.globals.format == Format::json_lines) {
    print_json_lines(context, fetched.items);
    return exit_done;
  }
  context.console.out(render(context, fetched.items));
  if (fetched.items.empty()) remark(context, "No sessions yet. Start one with `hearth run TASK`.");
  if (fetched.rest == Fetched::Rest::more) remark(context, "There are more: see --limit.");
  return exit_done;
}

}  // namespace

Command sessions_list_command() {
  return {
      "sessions list",
      "List sessions, the last used first",
      {{"--limit", "N", "How many (default: 20)"}},
      {"hearth sessions list", "hearth sessions list --limit 100 --json"},
      run,
  };
}

}  // namespace hearth::cli
