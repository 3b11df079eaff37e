#include <fmt/format.h>

#include <memory>
#include <string>

#include "base/utf8.h"
#include "cli/commands/all.h"
#include "cli/documents/document_roots.h"
#include "cli/exit_code.h"
#include "cli/fields.h"

namespace hearth::cli {

namespace {

int run(Context& context) {
  std::stop_token stop = context.interruption.token();
  std::unique_ptr<Server> server = context.connector.connect_or_start(stop);
  json root = find_document_root(*server, context.arguments.text("ROOT"), stop);
  json removed = server->remove("document-roots/" + text_field(root, "id"), stop);
  context.console.out(context.globals.format == Format::json_lines
                          ? json_line(removed)
                          : fmt::format("forgot what was read of {}; the files are as they were\n",
                                        escape_for_display(text_field(removed, "path"))));
  return exit_done;
}

}  // namespace

Command docs_remove_command() {
  return {
      "docs remove",
      "Forget what was read of a file or folder, which stays as it is",
      {{"ROOT", "", "Its number or its path", Offer::file, Option::Need::required}},
      {"hearth docs remove letters"},
      run,
  };
}

}  // namespace hearth::cli
