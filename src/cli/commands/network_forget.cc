#include <memory>

#include "cli/api_path.h"
#include "cli/commands/all.h"
#include "cli/exit_code.h"
#include "cli/fields.h"

namespace hearth::cli {

namespace {

int run(Context& context) {
  std::stop_token stop = context.interruption.token();
  std::unique_ptr<Server> server = context.connector.connect_or_start(stop);
  json removed = server->remove("network/rules/" + encode_component(context.arguments.text("RULE")), stop);
  if (context.globals.format == Format::json_lines) context.console.out(json_line(removed));
  return exit_done;
}

}  // namespace

Command network_forget_command() {
  return {
      "network forget",
      "Take a rule back",
      {{"RULE", "", "Its number; see `hearth network`", Offer::nothing, Option::Need::required}},
      {"hearth network forget 3"},
      run,
  };
}

}  // namespace hearth::cli
