#include <filesystem>
#include <memory>

#include "cli/commands/all.h"
#include "cli/exit_code.h"
#include "cli/fields.h"
#include "cli/output.h"
#include "cli/pages.h"
#include "cli/terminal/table.h"

namespace hearth::cli {

namespace {

std::string render(Context& context, const std::vector<json>& observations) {
  std::vector<std::vector<std::string>> rows;
  for (const json& each : observations) {
    rows.push_back({text_field(each, "id"), text_field(each, "kind"), text_field(each, "state"),
                    text_field(each, "scope"), time_field(each, "valid_from"), text_field(each, "text")});
  }
  return render_table({{"ID", Column::Align::right},
                       {"KIND"},
                       {"STATE"},
                       {"SCOPE"},
                       {"SINCE"},
                       {"TEXT", Column::Align::left, Column::Fit::shrinks}},
                      rows, output_width(context), context.globals.output);
}

List list_of(const Arguments& arguments) {
  bool all = arguments.has("--all");
  std::string folder = std::filesystem::weakly_canonical(arguments.find("--workspace").value_or(".")).string();
  return {"memory",
          {{"workspace", all ? "" : folder},
           {"all", all ? "true" : ""},
           {"kind", arguments.find("--kind").value_or("")},
           {"state", arguments.find("--state").value_or("")},
           {"ended", arguments.has("--ended") ? "true" : ""}},
          "observations",
          "next_before",
          "before"};
}

int run(Context& context) {
  std::int64_t limit = context.arguments.count("--limit", 50);
  List list = list_of(context.arguments);
  std::stop_token stop = context.interruption.token();
  std::unique_ptr<Server> server = context.connector.connect_or_start(stop);
  Fetched fetched = fetch(*server, list, limit, stop);
  if (context.globals.format == Format::json_lines) {
    print_json_lines(context, fetched.items);
    return exit_done;
  }
  context.console.out(render(context, fetched.items));
  if (fetched.items.empty()) remark(context, "Nothing is kept yet. Add something with `hearth memory add TEXT`.");
  if (fetched.rest == Fetched::Rest::more) remark(context, "There are more: see --limit.");
  return exit_done;
}

}  // namespace

Command memory_list_command() {
  return {
      "memory list",
      "List what is known, here and everywhere, the newest first",
      {{"--all", "", "Of every project, not only that of this folder"},
       {"--ended", "", "Also what no longer holds"},
       {"--kind", "KIND", "Only fact, preference, decision, procedure or episode"},
       {"--limit", "N", "How many (default: 50)"},
       {"--state", "STATE", "Only confirmed, suggested or ended"},
       {"--workspace", "DIR", "The project of this folder (default: the current one)", Offer::directory}},
      {"hearth memory list", "hearth memory list --state suggested --all"},
      run,
  };
}

}  // namespace hearth::cli
