#include <memory>

#include "base/error.h"
#include "cli/chat/conversation_loop.h"
#include "cli/commands/all.h"
#include "cli/exit_code.h"
#include "cli/output.h"
#include "cli/run/start_run.h"
#include "cli/terminal/line_editor.h"

namespace hearth::cli {

namespace {

ConversationLoop::ReadLine line_reader(Context& context) {
  Surroundings around = context.console.surroundings();
  if (!around.input_is_terminal || !around.output_is_terminal) {
    return [&context](std::stop_token stop) { return context.console.read_line(std::move(stop)); };
  }
  auto editor = std::make_shared<LineEditor>(context.globals.data_directory + "/chat_history");
  return [editor](std::stop_token stop) { return editor->read_line("hearth> ", std::move(stop)); };
}

int run(Context& context) {
  if (context.globals.format == Format::json_lines) {
    throw Error(Code::invalid_argument, "chatting: a chat is for people: use `hearth run --json`");
  }
  ChatStart start;
  start.session = context.arguments.find("--session").value_or("");
  start.model = context.arguments.find("--model").value_or("");
  start.workspace = existing_directory(context.arguments.find("--workspace").value_or("."));
  // Now rather than with the first task: what keeps it from starting is to be said first.
  context.connector.connect_or_start(context.interruption.token());
  remark(context, "/help says what you can type; Ctrl-D leaves.");
  ConversationLoop(context, std::move(start), line_reader(context)).run();
  return exit_done;
}

}  // namespace

Command chat_command() {
  return {
      "chat",
      "Talk with the agent, task after task",
      {{"--workspace", "DIR", "The folder it may work in (default: this one)", Offer::directory},
       {"--model", "MODEL", "The model to use; see `hearth models list`"},
       {"--session", "ID", "Go on in this session, and in its workspace"}},
      {"hearth chat", "hearth chat --workspace ~/notes", "hearth chat --session 12"},
      run,
  };
}

}  // namespace hearth::cli
