#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "base/utf8.h"
#include "cli/api_path.h"
#include "cli/commands/all.h"
#include "cli/conversation.h"
#include "cli/exit_code.h"
#include "cli/fields.h"
#include "cli/output.h"
#include "cli/pages.h"

namespace hearth::cli {

namespace {

std::string heading(const json& session, const Style& style) {
  std::string text = style.bold(escape_for_display(text_field(session, "title"))) + "\n";
  text +=
      style.dim(fmt::format("session {} · {} · {}", escape_for_display(text_field(session, "id")),
                            time_field(session, "created_at"), escape_for_display(text_field(session, "workspace"))));
  return text + "\n";
}

int run(Context& context) {
  std::string path = "sessions/" + encode_component(context.arguments.text("ID"));
  std::int64_t limit = context.arguments.count("--limit", 200);
  std::stop_token stop = context.interruption.token();
  std::unique_ptr<Server> server = context.connector.connect_or_start(stop);
  json session = server->get(path, stop);
  Fetched fetched = fetch(*server, {path + "/messages", {}, "messages", "next_before", "before"}, limit, stop);
  std::reverse(fetched.items.begin(), fetched.items.end());
  if (context.globals.format == Format::json_lines) {
    print_json_lines(context, fetched.items);
    return exit_done;
  }
  context.console.out(heading(session, context.globals.output));
  if (fetched.rest == Fetched::Rest::more) remark(context, "Earlier messages are left out: see --limit.");
  for (const json& message : fetched.items) {
    context.console.out(render_message(message, output_width(context), context.globals.output));
  }
  return exit_done;
}

}  // namespace

Command sessions_show_command() {
  return {
      "sessions show",
      "Print the conversation of a session",
      {{"ID", "", "The session, as `hearth sessions list` names it", Offer::nothing, Option::Need::required},
       {"--limit", "N", "How many of the last messages (default: 200)"}},
      {"hearth sessions show 12", "hearth sessions show 12 --json"},
      run,
  };
}

}  // namespace hearth::cli
