#include <fmt/format.h>

#include <memory>

#include "base/utf8.h"
#include "cli/commands/all.h"
#include "cli/exit_code.h"
#include "cli/fields.h"
#include "cli/output.h"
#include "cli/terminal/display_text.h"

namespace hearth::cli {

namespace {

std::string mark(const std::string& status, const Style& style) {
  if (status == "ok") return style.green("ok  ");
  if (status == "warn") return style.yellow("warn");
  return style.red("fail");
}

std::string render(const json& check, const Style& style) {
  std::string text =
      fmt::format("{}  {}", mark(text_field(check, "status"), style), escape_for_display(text_field(check, "name")));
  if (std::string detail = text_field(check, "detail"); !detail.empty()) text += ": " + terminal_text(detail);
  if (std::string advice = text_field(check, "advice"); !advice.empty()) text += "\n      " + terminal_text(advice);
  return text + "\n";
}

int run(Context& context) {
  std::stop_token stop = context.interruption.token();
  std::unique_ptr<Server> server = context.connector.connect_or_start(stop);
  json answer = server->get("doctor", stop);
  const json& checks = array_field(answer, "checks");
  bool failed = false;
  for (const json& check : checks) {
    bool as_json = context.globals.format == Format::json_lines;
    context.console.out(as_json ? json_line(check) : render(check, context.globals.output));
    failed = failed || text_field(check, "status") == "fail";
  }
  return failed ? exit_failed : exit_done;
}

}  // namespace

Command doctor_command() {
  return {
      "doctor", "Check that everything Hearth needs is in order", {}, {"hearth doctor", "hearth doctor --json"}, run,
  };
}

}  // namespace hearth::cli
