#include <fmt/format.h>

#include <memory>

#include "base/utf8.h"
#include "cli/api_path.h"
#include "cli/commands/all.h"
#include "cli/exit_code.h"
#include "cli/fields.h"
#include "cli/output.h"
#include "cli/terminal/table.h"

namespace hearth::cli {

namespace {

std::string_view meaning_of(const std::string& mode) {
  if (mode == "offline") return "nothing leaves this machine";
  if (mode == "local") return "only to the private network, where a rule allows it";
  if (mode == "allowlist") return "only where a rule allows it";
  return "where no rule speaks, you are asked";
}

std::string render_mode(const json& state) {
  std::string mode = text_field(state, "mode");
  std::string text =
      fmt::format("mode {}: {}{}\n", mode, meaning_of(mode), flag_field(state, "fixed") ? " (set in config.toml)" : "");
  std::string own = text_field(state, "session_mode");
  if (!own.empty()) {
    text += fmt::format("session {}: {}, so {} holds there\n", text_field(state, "session"), own,
                        text_field(state, "effective"));
  }
  std::string fault = text_field(state, "fault");
  if (!fault.empty()) text += fmt::format("everything is denied: {}\n", escape_for_display(fault));
  return text;
}

std::string render_rules(const json& rules, Context& context) {
  std::vector<std::vector<std::string>> rows;
  for (const json& rule : rules) {
    rows.push_back({text_field(rule, "id"), text_field(rule, "effect"), text_field(rule, "purpose"),
                    text_field(rule, "host"), text_field(rule, "port"), text_field(rule, "session")});
  }
  return render_table({{"RULE", Column::Align::right},
                       {"EFFECT"},
                       {"PURPOSE"},
                       {"HOST", Column::Align::left, Column::Fit::shrinks},
                       {"PORT", Column::Align::right},
                       {"SESSION", Column::Align::right}},
                      rows, output_width(context), context.globals.output);
}

int run(Context& context) {
  std::stop_token stop = context.interruption.token();
  std::unique_ptr<Server> server = context.connector.connect_or_start(stop);
  json state =
      server->get(with_query("network", {{"session", context.arguments.find("--session").value_or("")}}), stop);
  json answer = server->get("network/rules", stop);
  const json& rules = array_field(answer, "rules");
  if (context.globals.format == Format::json_lines) {
    state["rules"] = rules;
    context.console.out(json_line(state));
    return exit_done;
  }
  context.console.out(render_mode(state) + render_rules(rules, context));
  if (rules.empty()) remark(context, "There are no rules. `hearth network allow HOST:PORT` makes one.");
  return exit_done;
}

}  // namespace

Command network_command() {
  return {
      "network",
      "Show what may leave this machine: the mode and the rules",
      {{"--session", "N", "The mode of this session too"}},
      {"hearth network", "hearth network offline", "hearth network log --since 1h"},
      run,
  };
}

}  // namespace hearth::cli
