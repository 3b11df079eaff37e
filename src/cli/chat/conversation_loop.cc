#include "cli/chat/conversation_loop.h"

#include <fmt/format.h>

#include <memory>
#include <utility>

#include "base/error.h"
#include "base/stop.h"
#include "base/utf8.h"
#include "cli/api_path.h"
#include "cli/fields.h"
#include "cli/run/run_printer.h"
#include "cli/run/start_run.h"
#include "cli/terminal/display_text.h"

namespace hearth::cli {

ConversationLoop::ConversationLoop(Context& context, ChatStart start, ReadLine read_line)
    : context_(context),
      now_(std::move(start)),
      read_line_(std::move(read_line)),
      approver_(make_approver(context, Consent::ask)) {}

void ConversationLoop::run() {
  for (;;) {
    try {
      std::optional<std::string> line = read_line_(context_.interruption.rearm());
      if (!line || carry_out(chat_input_from(*line)) == Next::leave) return;
    } catch (const Cancelled&) {  // Ctrl-C ends what was going on, not the chat
      context_.console.err("\n");
    } catch (const Error& error) {  // one task that fails is no end of the chat
      context_.console.err(fmt::format("hearth: {}\n", terminal_text(error.what())));
    }
  }
}

ConversationLoop::Next ConversationLoop::carry_out(const ChatInput& input) {
  switch (input.kind) {
    case ChatInput::Kind::nothing:
      return Next::go_on;
    case ChatInput::Kind::quit:
      return Next::leave;
    case ChatInput::Kind::task:
      work_on(input.text);
      return Next::go_on;
    case ChatInput::Kind::help:
      say(chat_help());
      return Next::go_on;
    case ChatInput::Kind::session:
      change_session(input.text);
      return Next::go_on;
    case ChatInput::Kind::model:
      now_.model = input.text;
      say(now_.model.empty() ? "Using the usual model.\n"
                             : fmt::format("Using {} from here on.\n", escape_for_display(now_.model)));
      return Next::go_on;
    case ChatInput::Kind::new_session:
      now_.session.clear();
      say("The next task begins a new session.\n");
      return Next::go_on;
    case ChatInput::Kind::unknown:
      say(fmt::format("{} is not a command; /help lists them.\n", escape_for_display(input.text)));
      return Next::go_on;
  }
  return Next::go_on;
}

void ConversationLoop::work_on(const std::string& task) {
  std::stop_token stop = context_.interruption.token();
  std::unique_ptr<Server> server = context_.connector.connect_or_start(stop);
  if (now_.session.empty()) now_.session = create_session(*server, task, now_.workspace, stop);
  RunPrinter printer(context_);
  watch_run(context_, start_run(*server, now_.session, task, now_.model, stop), printer, approver_);
}

void ConversationLoop::change_session(const std::string& id) {
  if (id.empty()) {
    say(now_.session.empty() ? "No session yet: the next task begins one.\n"
                             : fmt::format("This is session {}.\n", escape_for_display(now_.session)));
    return;
  }
  std::stop_token stop = context_.interruption.token();
  json session = context_.connector.connect_or_start(stop)->get("sessions/" + encode_component(id), stop);
  now_.session = id;
  say(fmt::format("Session {}: {}\n", escape_for_display(id), escape_for_display(text_field(session, "title"))));
}

void ConversationLoop::say(std::string_view text) {
  context_.console.err(text);
}

}  // namespace hearth::cli
