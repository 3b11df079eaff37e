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
  json value = settings::parse_value(declaration, context.arguments.text("VALUE"));
  settings::validate(declaration, value);
  std::stop_token stop = context.interruption.token();
  std::unique_ptr<Server> server = context.connector.connect_or_start(stop);
  json answer = server->put("settings/" + encode_component(declaration.name), {{"value", value}}, stop);
  if (context.globals.format == Format::json_lines) context.console.out(json_line(answer));
  return exit_done;
}

}  // namespace

Command settings_set_command() {
  return {
      "settings set",
      "Change a setting",
      {{"NAME", "", "The setting", Offer::setting, Option::Need::required},
       {"VALUE", "", "Its new value", Offer::nothing, Option::Need::required}},
      {"hearth settings set agent.max_turns 40"},
      run,
  };
}

}  // namespace hearth::cli
