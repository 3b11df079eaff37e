#include <memory>

#include "cli/commands/all.h"
#include "cli/exit_code.h"
#include "cli/fields.h"
#include "cli/output.h"
#include "cli/terminal/table.h"

namespace hearth::cli {

namespace {

int run(Context& context) {
  std::stop_token stop = context.interruption.token();
  std::unique_ptr<Server> server = context.connector.connect_or_start(stop);
  json answer = server->get("settings", stop);
  const json& settings = array_field(answer, "settings");
  if (context.globals.format == Format::json_lines) {
    print_json_lines(context, {settings.begin(), settings.end()});
    return exit_done;
  }
  std::vector<std::vector<std::string>> rows;
  for (const json& setting : settings) {
    std::string source = text_field(setting, "source");
    rows.push_back(
        {text_field(setting, "name"), text_field(setting, "value"), source, text_field(setting, "documentation")});
  }
  context.console.out(render_table({{"SETTING"},
                                    {"VALUE", Column::Align::left, Column::Fit::shrinks},
                                    {"FROM"},
                                    {"MEANING", Column::Align::left, Column::Fit::shrinks}},
                                   rows, output_width(context), context.globals.output));
  return exit_done;
}

}  // namespace

Command settings_list_command() {
  return {
      "settings list",
      "List all settings with their values",
      {},
      {"hearth settings list", "hearth settings list --json"},
      run,
  };
}

}  // namespace hearth::cli
