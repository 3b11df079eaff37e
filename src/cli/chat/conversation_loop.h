// The chat: reads tasks and slash commands in turn and carries them out, until the input ends. One thread.
#pragma once

#include <functional>
#include <optional>
#include <stop_token>
#include <string>

#include "cli/chat/chat_input.h"
#include "cli/context.h"
#include "cli/run/approver.h"

namespace hearth::cli {

struct ChatStart {
  std::string workspace;  // of a new session
  std::string session;    // empty: a new one, made with the first task
  std::string model;      // empty: the sidecar chooses
};

class ConversationLoop {
 public:
  // Nothing at the end of the input. Throws Cancelled.
  using ReadLine = std::function<std::optional<std::string>(std::stop_token stop)>;

  // The context must outlive this.
  ConversationLoop(Context& context, ChatStart start, ReadLine read_line);
  // Returns when the user leaves. An error of one task is told, and the chat goes on.
  void run();

 private:
  enum class Next { go_on, leave };
  Next carry_out(const ChatInput& input);
  void work_on(const std::string& task);
  void change_session(const std::string& id);
  void say(std::string_view text);

  Context& context_;
  ChatStart now_;
  ReadLine read_line_;
  Approver approver_;
};

}  // namespace hearth::cli
