#include <fmt/format.h>

#include <filesystem>
#include <memory>
#include <string>

#include "base/utf8.h"
#include "cli/commands/all.h"
#include "cli/exit_code.h"
#include "cli/fields.h"
#include "cli/output.h"

namespace hearth::cli {

namespace {

json question_of(Context& context) {
  json body{{"task", context.arguments.text("TASK")}};
  if (std::optional<std::string> model = context.arguments.find("--model")) body["model"] = *model;
  if (context.arguments.find("--session")) {
    body["session_id"] = context.arguments.count("--session", 1);
  } else {
    body["workspace"] = std::filesystem::current_path().string();
  }
  return body;
}

std::string findings_text(const json& preview) {
  std::string text;
  for (const json& finding : array_field(preview, "findings")) {
    text += fmt::format("  {:<5}  {} {} -> {}\n", text_field(finding, "action"), text_field(finding, "what"),
                        escape_for_display(text_field(finding, "preview")), text_field(finding, "placeholder"));
  }
  return text;
}

int run(Context& context) {
  std::stop_token stop = context.interruption.token();
  std::unique_ptr<Server> server = context.connector.connect_or_start(stop);
  json preview = server->post("preview", question_of(context), stop);
  if (context.globals.format == Format::json_lines) {
    context.console.out(json_line(preview));
    return exit_done;
  }
  if (!flag_field(preview, "leaves_machine")) {
    context.console.out("Nothing: this model is on this machine.\n");
    return exit_done;
  }
  std::string body = text_field(preview, "body");
  context.console.err(fmt::format("To {}: {} ({}). {} bytes, private data masked:\n{}",
                                  text_field(preview, "destination"), text_field(preview, "decision"),
                                  text_field(preview, "rule"), body.size(), findings_text(preview)));
  context.console.out(body + "\n");
  return exit_done;
}

}  // namespace

Command network_preview_command() {
  return {
      "network preview",
      "Show what a task would send to a model elsewhere, byte for byte",
      {{"TASK", "", "The task, as for hearth run", Offer::nothing, Option::Need::required},
       {"--model", "ID", "As in hearth models list (default: the setting agent.model)"},
       {"--session", "N", "The session whose conversation goes before"}},
      {"hearth network preview \"Summarise README.md\" --model remote/NAME",
       "hearth network preview \"go on\" --session 7"},
      run,
  };
}

}  // namespace hearth::cli
