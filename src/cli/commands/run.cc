#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <utility>

#include "base/error.h"
#include "base/utf8.h"
#include "cli/commands/all.h"
#include "cli/run/run_json_lines.h"
#include "cli/run/run_printer.h"
#include "cli/run/start_run.h"
#include "cli/run/watch_run.h"

namespace hearth::cli {

namespace {

std::string task_of(const Arguments& arguments) {
  std::string task = arguments.text("TASK");
  if (task.find_first_not_of(" \t\r\n") == std::string::npos) {
    throw Error(Code::invalid_argument, "starting a run: the task is empty: say what is to be done");
  }
  if (!is_valid_utf8(task)) throw Error(Code::invalid_argument, "starting a run: the task is not valid UTF-8");
  return task;
}

RunToWatch start(Context& context, const std::string& task, std::stop_token stop) {
  std::optional<std::string> session = context.arguments.find("--session");
  std::optional<std::string> workspace = context.arguments.find("--workspace");
  if (session && workspace) {
    throw Error(Code::invalid_argument, "starting a run: a session keeps its workspace: give --session or --workspace");
  }
  // Before the sidecar is started: a wrong folder needs none.
  std::string folder = session ? std::string() : existing_directory(workspace.value_or("."));
  std::unique_ptr<Server> server = context.connector.connect_or_start(stop);
  if (!session) session = create_session(*server, task, folder, stop);
  return start_run(*server, *session, task, context.arguments.find("--model").value_or(""), stop);
}

std::unique_ptr<RunView> make_view(Context& context) {
  if (context.globals.format == Format::json_lines) return std::make_unique<RunJsonLines>(context.console);
  return std::make_unique<RunPrinter>(context);
}

int run(Context& context) {
  RunToWatch started = start(context, task_of(context.arguments), context.interruption.token());
  std::unique_ptr<RunView> view = make_view(context);
  Approver approver = make_approver(context, context.arguments.has("--yes") ? Consent::grant_once : Consent::ask);
  return exit_code(watch_run(context, started, *view, approver));
}

}  // namespace

Command run_command() {
  return {
      "run",
      "Give the agent one task and print its answer",
      {
          {"TASK", "", "What is to be done, in your own words", Offer::nothing, Option::Need::words},
          {"--workspace", "DIR", "The folder it may work in (default: this one)", Offer::directory},
          {"--model", "MODEL", "The model to use; see `hearth models list`"},
          {"--session", "ID", "Go on in this session, and in its workspace"},
          {"--yes", "", "Allow every change the run asks for, each once"},
      },
      {
          "hearth run \"Summarise README.md and list its headings\"",
          "hearth run --workspace ~/notes find every e-mail address",
          "hearth run --yes \"Rename draft.md to final.md\"",
          "hearth run --json \"Count the words in README.md\" | tail -n 1",
      },
      run,
  };
}

}  // namespace hearth::cli
