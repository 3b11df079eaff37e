#include <memory>

#include "cli/api_path.h"
#include "cli/commands/all.h"
#include "cli/exit_code.h"
#include "cli/fields.h"

namespace hearth::cli {

namespace {

int run(Context& context) {
  std::string path = with_query(
      "memory/export", {{"format", context.arguments.has("--markdown") ? "markdown" : "jsonl"}, {"all", "true"}});
  std::stop_token stop = context.interruption.token();
  std::unique_ptr<Server> server = context.connector.connect_or_start(stop);
  context.console.out(text_field(server->get(path, stop), "text"));
  return exit_done;
}

}  // namespace

Command memory_export_command() {
  return {
      "memory export",
      "Print all that is known, also what no longer holds, one JSON object a line",
      {{"--markdown", "", "As text to read instead"}},
      {"hearth memory export > memory.jsonl", "hearth memory export --markdown"},
      run,
  };
}

}  // namespace hearth::cli
