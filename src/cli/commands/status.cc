#include <fmt/format.h>

#include <memory>

#include "base/utf8.h"
#include "cli/commands/all.h"
#include "cli/exit_code.h"
#include "cli/fields.h"

namespace hearth::cli {

namespace {

std::string duration(std::int64_t milliseconds) {
  std::int64_t seconds = milliseconds / 1000;
  if (seconds < 60) return fmt::format("{} s", seconds);
  if (seconds < 3600) return fmt::format("{} min", seconds / 60);
  return fmt::format("{} h {} min", seconds / 3600, seconds / 60 % 60);
}

std::string render(const json& health, const Style& style) {
  auto row = [&](std::string_view name, const std::string& value) {
    return fmt::format("{}{}\n", style.dim(fmt::format("{:<10}", name)), escape_for_display(value));
  };
  std::string text =
      fmt::format("Hearth {} is {}.\n", escape_for_display(text_field(health, "version")), style.green("running"));
  if (!text_field(health, "url").empty()) text += row("address", text_field(health, "url"));
  text += row("data", text_field(health, "data_directory"));
  text += row("process", text_field(health, "pid"));
  text += row("up for", duration(integer_field(health, "uptime_ms")));
  return text + row("runs", fmt::format("{} active", integer_field(health, "active_runs")));
}

int run(Context& context) {
  std::stop_token stop = context.interruption.token();
  bool as_json = context.globals.format == Format::json_lines;
  std::unique_ptr<Server> server = context.connector.find_running(stop);
  if (!server) {
    context.console.out(
        as_json ? json_line({{"running", false}, {"data_directory", context.globals.data_directory}})
                : fmt::format("Hearth is not running for {}.\n", escape_for_display(context.globals.data_directory)));
    return exit_failed;
  }
  json health = server->get("health", stop);
  if (as_json) health["running"] = true;
  context.console.out(as_json ? json_line(health) : render(health, context.globals.output));
  return exit_done;
}

}  // namespace

Command status_command() {
  return {
      "status",
      "Say whether Hearth is running, where, and what it does",
      {},
      {"hearth status", "hearth status --json", "hearth status > /dev/null || echo \"not running\"  # it returns 1"},
      run,
  };
}

}  // namespace hearth::cli
