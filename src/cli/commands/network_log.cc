#include <fmt/format.h>

#include <memory>

#include "base/clock.h"
#include "cli/commands/all.h"
#include "cli/exit_code.h"
#include "cli/fields.h"
#include "cli/output.h"
#include "cli/pages.h"
#include "cli/point_in_time.h"
#include "cli/terminal/table.h"

namespace hearth::cli {

namespace {

std::string place_of(const json& row) {
  std::string host = text_field(row, "host");
  bool is_v6 = host.find(':') != std::string::npos;
  return fmt::format("{}:{}", is_v6 ? fmt::format("[{}]", host) : host, text_field(row, "port"));
}

std::string render(Context& context, const std::vector<json>& connections) {
  std::vector<std::vector<std::string>> rows;
  for (const json& row : connections) {
    std::string model = text_field(row, "model");
    rows.push_back({text_field(row, "id"), time_field(row, "at"), place_of(row),
                    model.empty() ? text_field(row, "purpose") : model, text_field(row, "run"),
                    text_field(row, "bytes_up"), text_field(row, "bytes_down"), text_field(row, "outcome"),
                    text_field(row, "rule")});
  }
  return render_table({{"ID", Column::Align::right},
                       {"TIME"},
                       {"DESTINATION", Column::Align::left, Column::Fit::shrinks},
                       {"FOR"},
                       {"RUN", Column::Align::right},
                       {"UP", Column::Align::right},
                       {"DOWN", Column::Align::right},
                       {"OUTCOME"},
                       {"RULE", Column::Align::left, Column::Fit::shrinks}},
                      rows, output_width(context), context.globals.output);
}

int run(Context& context) {
  std::int64_t limit = context.arguments.count("--limit", 50);
  List list{"egress",
            {{"session", context.arguments.find("--session").value_or("")},
             {"purpose", context.arguments.find("--purpose").value_or("")},
             {"decision", context.arguments.find("--decision").value_or("")}},
            "connections",
            "next_before",
            "before"};
  if (std::optional<std::string> since = context.arguments.find("--since")) {
    list.query.emplace_back("since", std::to_string(point_in_time(*since, unix_millis_now())));
  }
  std::stop_token stop = context.interruption.token();
  std::unique_ptr<Server> server = context.connector.connect_or_start(stop);
  Fetched fetched = fetch(*server, list, limit, stop);
  if (context.globals.format == Format::json_lines) {
    print_json_lines(context, fetched.items);
    return exit_done;
  }
  context.console.out(render(context, fetched.items));
  if (fetched.items.empty()) remark(context, "Nothing has left this machine.");
  if (fetched.rest == Fetched::Rest::more) remark(context, "There are more: see --limit.");
  return exit_done;
}

}  // namespace

Command network_log_command() {
  return {
      "network log",
      "List what left this machine and what was kept in, newest first",
      {{"--decision", "DECISION", "Only what was allowed or denied"},
       {"--limit", "N", "How many (default: 50)"},
       {"--purpose", "PURPOSE", "Only for model, mcp, download, update or command"},
       {"--session", "N", "Only what this session did"},
       {"--since", "TIME", "Only since then: 10m, 2h, 3d ago, or a day"}},
      {"hearth network log --since 2h", "hearth network log --session 7 --json"},
      run,
  };
}

}  // namespace hearth::cli
