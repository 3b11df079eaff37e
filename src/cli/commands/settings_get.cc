#include <memory>

#include "cli/api_path.h"
#include "cli/commands/all.h"
#include "cli/declared_setting.h"
#include "cli/exit_code.h"
#include "cli/fields.h"
#include "cli/terminal/display_text.h"

namespace hearth::cli {

namespace {

int run(Context& context) {
  std::string name = context.arguments.text("NAME");
  declared_setting(name);
  std::stop_token stop = context.interruption.token();
  std::unique_ptr<Server> server = context.connector.connect_or_start(stop);
  json answer = server->get("settings", stop);
  for (const json& setting : array_field(answer, "settings")) {
    if (text_field(setting, "name") != name) continue;
    bool as_json = context.globals.format == Format::json_lines;
    context.console.out(as_json ? json_line(setting) : terminal_text(text_field(setting, "value")) + "\n");
    return exit_done;
  }
  return exit_failed;
}

}  // namespace

Command settings_get_command() {
  return {
      "settings get",
      "Print the value of a setting",
      {{"NAME", "", "The setting", Offer::setting, Option::Need::required}},
      {"hearth settings get agent.max_turns"},
      run,
  };
}

}  // namespace hearth::cli
