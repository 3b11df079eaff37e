#include <fmt/format.h>

#include <filesystem>
#include <memory>

#include "cli/api_path.h"
#include "cli/commands/all.h"
#include "cli/exit_code.h"
#include "cli/fields.h"
#include "cli/output.h"

namespace hearth::cli {

namespace {

int run(Context& context) {
  const Arguments& arguments = context.arguments;
  json body = {{"text", arguments.text("TEXT")}};
  if (auto kind = arguments.find("--kind")) body["kind"] = *kind;
  if (auto subject = arguments.find("--about")) body["subject"] = *subject;
  if (auto folder = arguments.find("--workspace"))
    body["workspace"] = std::filesystem::weakly_canonical(*folder).string();
  std::stop_token stop = context.interruption.token();
  std::unique_ptr<Server> server = context.connector.connect_or_start(stop);
  json added = server->post("memory", body, stop);
  if (context.globals.format == Format::json_lines) {
    context.console.out(json_line(added));
  } else {
    context.console.out(fmt::format("Kept as {}.\n", text_field(added, "id")));
  }
  return exit_done;
}

}  // namespace

Command memory_add_command() {
  return {
      "memory add",
      "Keep something for good: a fact, a wish, a decision",
      {{"TEXT", "", "What is to be known", Offer::nothing, Option::Need::words},
       {"--about", "SUBJECT", "Whom or what it is about"},
       {"--kind", "KIND", "fact (the default), preference, decision, procedure or episode"},
       {"--workspace", "DIR", "Only for the project of this folder; everywhere if left out", Offer::directory}},
      {"hearth memory add \"the kiln is serviced in March\"",
       "hearth memory add --kind decision --workspace . \"we write the parser by hand\""},
      run,
  };
}

}  // namespace hearth::cli
