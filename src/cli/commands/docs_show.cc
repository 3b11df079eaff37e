#include <fmt/format.h>

#include <memory>
#include <string>

#include "base/utf8.h"
#include "cli/api_path.h"
#include "cli/commands/all.h"
#include "cli/exit_code.h"
#include "cli/fields.h"
#include "cli/output.h"
#include "cli/pages.h"
#include "cli/terminal/display_text.h"

namespace hearth::cli {

namespace {

std::string head_of(const json& document, const Style& style) {
  std::string text = style.bold(escape_for_display(text_field(document, "title"))) + "\n";
  text += style.dim(fmt::format("{} · {} · {}", escape_for_display(text_field(document, "path")),
                                text_field(document, "format"), text_field(document, "state"))) +
          "\n";
  std::string problem = text_field(document, "problem");
  return problem.empty() ? text : text + escape_for_display(problem) + "\n";
}

int run(Context& context) {
  std::string path = "documents/" + encode_component(context.arguments.text("ID"));
  std::int64_t limit = context.arguments.count("--limit", 200);
  std::stop_token stop = context.interruption.token();
  std::unique_ptr<Server> server = context.connector.connect_or_start(stop);
  Fetched fetched = fetch(*server, {path, {}, "chunks", "next_after", "after"}, limit, stop);
  if (context.globals.format == Format::json_lines) {
    print_json_lines(context, fetched.items);
    return exit_done;
  }
  const Style& style = context.globals.output;
  context.console.out(head_of(fetched.first_answer.value("document", json::object()), style));
  for (const json& chunk : fetched.items) {
    std::string heading = text_field(chunk, "heading");
    context.console.out(fmt::format("\n{}{}\n{}\n", style.bold(escape_for_display(text_field(chunk, "place"))),
                                    heading.empty() ? "" : style.dim(" · " + escape_for_display(heading)),
                                    terminal_text(text_field(chunk, "text"))));
  }
  if (fetched.rest == Fetched::Rest::more) remark(context, "The rest is left out: see --limit.");
  return exit_done;
}

}  // namespace

Command docs_show_command() {
  return {
      "docs show",
      "Print what was read of a file, with the place of each part",
      {{"ID", "", "The file, as `hearth docs list ROOT` names it", Offer::nothing, Option::Need::required},
       {"--limit", "N", "How many parts (default: 200)"}},
      {"hearth docs show 12", "hearth docs show 12 --json"},
      run,
  };
}

}  // namespace hearth::cli
