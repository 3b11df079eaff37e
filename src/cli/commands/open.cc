#include <memory>

#include "cli/commands/all.h"
#include "cli/exit_code.h"
#include "cli/fields.h"
#include "cli/output.h"
#include "cli/terminal/display_text.h"

namespace hearth::cli {

namespace {

int run(Context& context) {
  std::stop_token stop = context.interruption.token();
  std::unique_ptr<Server> server = context.connector.connect_or_start(stop);
  json answer = server->post("login-codes", json::object(), stop);
  if (context.globals.format == Format::json_lines) {
    context.console.out(json_line(answer));
    return exit_done;
  }
  context.console.out(terminal_text(text_field(answer, "url")) + "\n");
  remark(context, "This link lets one browser in, once.");
  return exit_done;
}

}  // namespace

Command open_command() {
  return {
      "open", "Print a link that opens Hearth in a browser", {}, {"hearth open", "xdg-open \"$(hearth open)\""}, run,
  };
}

}  // namespace hearth::cli
