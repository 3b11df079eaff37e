#include <fmt/format.h>

#include <memory>

#include "cli/api_path.h"
#include "cli/commands/all.h"
#include "cli/exit_code.h"
#include "cli/fields.h"
#include "cli/output.h"
#include "cli/terminal/display_text.h"

namespace hearth::cli {

namespace {

std::string render(const json& observation, const Style& style) {
  std::string about = text_field(observation, "subject");
  std::string until = time_field(observation, "valid_until");
  return fmt::format(
      "{}\n  {}\n",
      style.dim(fmt::format(
          "{} · {} · {} · {}{}{}{}", text_field(observation, "id"), text_field(observation, "kind"),
          text_field(observation, "state"), text_field(observation, "scope"), about.empty() ? "" : " · about " + about,
          " · since " + time_field(observation, "valid_from"), until.empty() ? "" : " until " + until)),
      terminal_text(text_field(observation, "text")));
}

int run(Context& context) {
  std::string path = "memory/" + encode_component(context.arguments.text("ID"));
  std::stop_token stop = context.interruption.token();
  std::unique_ptr<Server> server = context.connector.connect_or_start(stop);
  json detail = server->get(path, stop);
  if (context.globals.format == Format::json_lines) {
    context.console.out(json_line(detail));
    return exit_done;
  }
  const Style& style = context.globals.output;
  for (const json& each : array_field(detail, "chain")) context.console.out(render(each, style));
  if (detail.contains("source") && !detail.at("source").is_null()) {
    const json& source = detail.at("source");
    context.console.out(
        fmt::format("{}\n  {}\n",
                    style.dim(fmt::format("said in session {} by {}, {}", text_field(source, "session_id"),
                                          text_field(source, "role"), time_field(source, "created_at"))),
                    terminal_text(text_field(source, "text"))));
  }
  return exit_done;
}

}  // namespace

Command memory_show_command() {
  return {
      "memory show",
      "Show one thing that is known, what it replaced, and where it was said",
      {{"ID", "", "Its number; see `hearth memory list`", Offer::nothing, Option::Need::required}},
      {"hearth memory show 7"},
      run,
  };
}

}  // namespace hearth::cli
