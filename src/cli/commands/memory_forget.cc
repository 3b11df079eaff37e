#include <memory>

#include "cli/api_path.h"
#include "cli/commands/all.h"
#include "cli/exit_code.h"
#include "cli/fields.h"

namespace hearth::cli {

namespace {

int run(Context& context) {
  std::string path = with_query("memory/" + encode_component(context.arguments.text("ID")),
                                {{"predecessors", context.arguments.has("--with-history") ? "true" : ""}});
  std::stop_token stop = context.interruption.token();
  std::unique_ptr<Server> server = context.connector.connect_or_start(stop);
  json gone = server->remove(path, stop);
  if (context.globals.format == Format::json_lines) context.console.out(json_line(gone));
  return exit_done;
}

}  // namespace

Command memory_forget_command() {
  return {
      "memory forget",
      "Delete what is known, for good",
      {{"ID", "", "Its number; see `hearth memory list`", Offer::nothing, Option::Need::required},
       {"--with-history", "", "And all that it replaced"}},
      {"hearth memory forget 7", "hearth memory forget --with-history 7"},
      run,
  };
}

}  // namespace hearth::cli
