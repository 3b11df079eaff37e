#include "cli/chat/chat_input.h"

#include <array>
#include <utility>

namespace hearth::cli {

namespace {

constexpr std::array<std::pair<std::string_view, ChatInput::Kind>, 5> words{{
    {"/help", ChatInput::Kind::help},
    {"/model", ChatInput::Kind::model},
    {"/new", ChatInput::Kind::new_session},
    {"/quit", ChatInput::Kind::quit},
    {"/session", ChatInput::Kind::session},
}};

std::string_view trimmed(std::string_view text) {
  std::size_t begin = text.find_first_not_of(" \t\r");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r") - begin + 1);
}

}  // namespace

ChatInput chat_input_from(std::string_view line) {
  line = trimmed(line);
  if (line.empty()) return {};
  std::string_view word = line.substr(0, line.find(' '));
  if (!word.starts_with('/') || word.find('/', 1) != std::string_view::npos) {
    return {ChatInput::Kind::task, std::string(line)};
  }
  for (const auto& [name, kind] : words) {
    if (name == word) return {kind, std::string(trimmed(line.substr(word.size())))};
  }
  return {ChatInput::Kind::unknown, std::string(word)};
}

std::string_view chat_help() {
  return "Type a task, or one of these:\n"
         "  /model [MODEL]   use another model; without a name, the usual one\n"
         "  /session [ID]    go on in another session; without an id, say which this is\n"
         "  /new             begin a new session\n"
         "  /help            print this\n"
         "  /quit            leave; so does Ctrl-D\n"
         "Ctrl-C cancels what is running, or clears the line.\n";
}

}  // namespace hearth::cli
