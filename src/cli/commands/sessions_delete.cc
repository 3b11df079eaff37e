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
  json removed = server->remove("sessions/" + encode_component(context.arguments.text("ID")), stop);
  if (context.globals.format == Format::json_lines) context.console.out(json_line(removed));
  return exit_done;
}

}  // namespace

Command sessions_delete_command() {
  return {
      "sessions delete",
      "Delete a session with its messages and runs, for good",
      {{"ID", "", "The session, as `hearth sessions list` names it", Offer::nothing, Option::Need::required}},
      {"hearth sessions delete 12"},
      run,
  };
}

}  // namespace hearth::cli
