#include <memory>

#include "cli/commands/all.h"
#include "cli/exit_code.h"
#include "cli/fields.h"

namespace hearth::cli {

namespace {

int run(Context& context) {
  std::stop_token stop = context.interruption.token();
  json bundle = context.connector.connect_or_start(stop)->get("support-bundle", stop);
  context.console.out(context.globals.format == Format::json_lines ? json_line(bundle) : bundle.dump(2) + "\n");
  return exit_done;
}

}  // namespace

Command support_bundle_command() {
  return {
      "support-bundle",
      "Print what a person who helps needs to know, with private data masked",
      {},
      {"hearth support-bundle > hearth-support.json"},
      run,
  };
}

}  // namespace hearth::cli
