#include <fmt/format.h>

#include <memory>

#include "cli/api_path.h"
#include "cli/commands/all.h"
#include "cli/exit_code.h"
#include "cli/fields.h"
#include "cli/output.h"

namespace hearth::cli {

namespace {

int run(Context& context) {
  std::string path = "memory/" + encode_component(context.arguments.text("ID"));
  json body = {{"text", context.arguments.text("TEXT")}};
  if (auto kind = context.arguments.find("--kind")) body["kind"] = *kind;
  if (auto subject = context.arguments.find("--about")) body["subject"] = *subject;
  std::stop_token stop = context.interruption.token();
  std::unique_ptr<Server> server = context.connector.connect_or_start(stop);
  json changed = server->patch(path, body, stop);
  if (context.globals.format == Format::json_lines) {
    context.console.out(json_line(changed));
  } else {
    context.console.out(
        fmt::format("Kept as {}; the old one stays as what was true before.\n", text_field(changed, "id")));
  }
  return exit_done;
}

}  // namespace

Command memory_edit_command() {
  return {
      "memory edit",
      "Change what is known; the old text stays as history",
      {{"ID", "", "Its number; see `hearth memory list`", Offer::nothing, Option::Need::required},
       {"TEXT", "", "What is true now", Offer::nothing, Option::Need::words},
       {"--about", "SUBJECT", "Whom or what it is about"},
       {"--kind", "KIND", "fact, preference, decision, procedure or episode"}},
      {"hearth memory edit 7 \"the kiln is serviced in April\""},
      run,
  };
}

}  // namespace hearth::cli
