// What a line typed in a chat means. Pure; any thread.
#pragma once

#include <string>
#include <string_view>

namespace hearth::cli {

struct ChatInput {
  enum class Kind { nothing, task, help, model, session, new_session, quit, unknown };
  Kind kind = Kind::nothing;
  std::string text;  // the task; what follows the command; the unknown command
};

// A line that begins with '/' is a command unless the first word has a second '/': "/etc/hosts is what?" is a task.
ChatInput chat_input_from(std::string_view line);
std::string_view chat_help();

}  // namespace hearth::cli
