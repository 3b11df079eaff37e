// hearth network offline, local, allowlist and ask: one command each, which differ in a word.
#include <fmt/format.h>

#include <memory>
#include <string_view>
#include <utility>

#include "cli/commands/all.h"
#include "cli/exit_code.h"
#include "cli/fields.h"

namespace hearth::cli {

namespace {

int set_mode(Context& context, std::string_view mode) {
  json change{{"mode", mode}};
  if (context.arguments.has("--session")) change["session"] = context.arguments.count("--session", 0);
  std::stop_token stop = context.interruption.token();
  std::unique_ptr<Server> server = context.connector.connect_or_start(stop);
  json answer = server->put("network", change, stop);
  if (context.globals.format == Format::json_lines) context.console.out(json_line(answer));
  return exit_done;
}

Command mode_command(std::string_view name, std::string_view summary, std::vector<std::string_view> examples,
                     int (*run)(Context&)) {
  return {name,
          summary,
          {{"--session", "N", "Only in this session, which can be stricter than the rest"}},
          std::move(examples),
          run};
}

}  // namespace

Command network_allowlist_command() {
  return mode_command("network allowlist", "Let out only what a rule allows",
                      {"hearth network allowlist", "hearth network allowlist --session 7"},
                      [](Context& context) { return set_mode(context, "allowlist"); });
}

Command network_ask_command() {
  return mode_command("network ask", "Let out what a rule allows, and ask about the rest",
                      {"hearth network ask", "hearth network ask --session 7"},
                      [](Context& context) { return set_mode(context, "ask"); });
}

Command network_local_command() {
  return mode_command("network local", "Let out only to the private network, as rules allow",
                      {"hearth network local", "hearth network local --session 7"},
                      [](Context& context) { return set_mode(context, "local"); });
}

Command network_offline_command() {
  return mode_command("network offline", "Pull the cable: let nothing out, and cut what is open",
                      {"hearth network offline", "hearth network offline --session 7"},
                      [](Context& context) { return set_mode(context, "offline"); });
}

}  // namespace hearth::cli
