#include "llm/reflex/history.h"

#include <fmt/format.h>

#include "base/clock.h"
#include "llm/reflex/language/words.h"

namespace hearth::llm::reflex {

namespace {

std::string one_line(std::string text) {
  for (char& c : text) {
    if (c == '\n' || c == '\r') c = ' ';
  }
  return std::string(trim(text));
}

}  // namespace

std::string task_lines(const json& tasks) {
  std::string text;
  for (const json& task : tasks) {
    std::string details = task.value("state", "");
    for (const json& action : task.value("actions", json::array())) {
      if (action.is_string()) details += (details.empty() ? "" : ", ") + action.get<std::string>();
    }
    text += fmt::format("\n- {}: {}", format_local(task.value("at", UnixMillis{0})), one_line(task.value("title", "")));
    if (!details.empty()) text += fmt::format(" ({})", details);
  }
  return text;
}

std::string message_lines(const json& messages) {
  std::string text;
  for (const json& message : messages) {
    text += fmt::format("\n- {}, {}: {}", format_local(message.value("at", UnixMillis{0})), message.value("role", ""),
                        one_line(message.value("snippet", "")));
  }
  return text;
}

json list_of(const Reply& reply, const char* name) {
  return reply.structured.is_object() ? reply.structured.value(name, json::array()) : json::array();
}

}  // namespace hearth::llm::reflex
