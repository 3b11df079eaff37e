#include <memory>

#include "cli/api_path.h"
#include "cli/commands/all.h"
#include "cli/declared_setting.h"
#include "cli/exit_code.h"
#include "cli/fields.h"

namespace hearth::cli {

namespace {

int run(Context& context) {
  const settings::Declaration& declaration = declared_setting(context.arguments.text("NAME"));
  std::stop_token stop = context.interruption.token();
  std::unique_ptr<Server> server = context.connector.connect_or_start(stop);
  json answer = server->remove("settings/" + encode_component(declaration.name), stop);
  if (context.globals.format == Format::json_lines && answer.is_object()) context.console.out(json_line(answer));
  return exit_done;
}

}  // namespace

Command settings_unset_command() {
  return {
      "settings unset",
      "Bring a setting back to its default",
      {{"NAME", "", "The setting", Offer::setting, Option::Need::required}},
      {"hearth settings unset agent.max_turns"},
      run,
  };
}

}  // namespace hearth::cli
