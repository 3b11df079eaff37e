#include <memory>

#include "cli/api_path.h"
#include "cli/commands/all.h"
#include "cli/exit_code.h"
#include "cli/fields.h"

namespace hearth::cli {

namespace {

int run(Context& context) {
  std::string id = encode_component(context.arguments.text("ID"));
  std::stop_token stop = context.interruption.token();
  std::unique_ptr<Server> server = context.connector.connect_or_start(stop);
  bool unwanted = context.arguments.has("--no");
  json changed = server->post("memory/" + id + (unwanted ? "/dismiss" : "/confirm"), json::object(), stop);
  if (context.globals.format == Format::json_lines) context.console.out(json_line(changed));
  return exit_done;
}

}  // namespace

Command memory_confirm_command() {
  return {
      "memory confirm",
      "Say that a suggestion is true, or that it is not wanted",
      {{"ID", "", "Its number; see `hearth memory list --state suggested`", Offer::nothing, Option::Need::required},
       {"--no", "", "It is not wanted: delete it, and do not suggest it again"}},
      {"hearth memory confirm 7", "hearth memory confirm --no 8"},
      run,
  };
}

}  // namespace hearth::cli
