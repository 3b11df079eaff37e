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
  bool watched = !context.arguments.has("--stop");
  json changed = server->put("document-roots/" + text_field(root, "id") + "/watch", {{"watched", watched}}, stop);
  context.console.out(context.globals.format == Format::json_lines
                          ? json_line(changed)
                          : fmt::format("{} is {} read again when it changes\n",
                                        escape_for_display(text_field(changed, "path")),
                                        watched ? "now" : "no longer"));
  return exit_done;
}

}  // namespace

Command docs_watch_command() {
  return {
      "docs watch",
      "Read a file or folder again whenever it changes",
      {{"ROOT", "", "Its number or its path", Offer::file, Option::Need::required}, {"--stop", "", "No longer"}},
      {"hearth docs watch letters", "hearth docs watch letters --stop"},
      run,
  };
}

}  // namespace hearth::cli
