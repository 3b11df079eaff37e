#include <fmt/format.h>

#include <memory>

#include "base/clock.h"
#include "cli/commands/all.h"
#include "cli/exit_code.h"
#include "cli/fields.h"
#include "cli/output.h"
#include "cli/pages.h"
#include "cli/point_in_time.h"
#include "cli/snippet.h"

namespace hearth::cli {

namespace {

std::string render(const json& hit, const Style& style) {
  std::string place = fmt::format("session {} · {} · {}", text_field(hit, "session_id"), text_field(hit, "role"),
                                  time_field(hit, "created_at"));
  return fmt::format("{}\n  {}\n", style.dim(place), render_snippet(text_field(hit, "snippet"), style));
}

List list_of(const Arguments& arguments) {
  List list{"search",
            {{"q", arguments.text("QUERY")},
             {"role", arguments.find("--role").value_or("")},
             {"session", arguments.find("--session").value_or("")}},
            "results",
            "next_offset",
            "offset"};
  for (std::string_view bound : {"since", "until"}) {
    std::optional<std::string> time = arguments.find(fmt::format("--{}", bound));
    if (time) list.query.emplace_back(bound, std::to_string(point_in_time(*time, unix_millis_now())));
  }
  return list;
}

int run(Context& context) {
  std::int64_t limit = context.arguments.count("--limit", 10);
  List list = list_of(context.arguments);
  std::stop_token stop = context.interruption.token();
  std::unique_ptr<Server> server = context.connector.connect_or_start(stop);
  Fetched fetched = fetch(*server, list, limit, stop);
  if (context.globals.format == Format::json_lines) {
    print_json_lines(context, fetched.items);
    return exit_done;
  }
  for (const json& hit : fetched.items) context.console.out(render(hit, context.globals.output));
  if (fetched.items.empty()) remark(context, "Nothing found.");
  if (fetched.rest == Fetched::Rest::more) remark(context, "There are more: see --limit.");
  return exit_done;
}

}  // namespace

Command history_search_command() {
  return {
      "history search",
      "Search all conversations, the best match first",
      {{"QUERY", "", "Words that must all occur", Offer::nothing, Option::Need::words},
       {"--limit", "N", "How many (default: 10)"},
       {"--role", "ROLE", "Only what user, assistant or tool said"},
       {"--session", "N", "Only of this session"},
       {"--since", "TIME", "Only since then: 10m, 2h, 3d ago, or a day"},
       {"--until", "TIME", "Only before then"}},
      {"hearth history search invoice march", "hearth history search --limit 50 --json budget",
       "hearth history search --role user --since 2026-10-01 --until 2026-11-01 rent"},
      run,
  };
}

}  // namespace hearth::cli
