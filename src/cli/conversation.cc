#include "cli/conversation.h"

#include <fmt/format.h>

#include "base/utf8.h"
#include "cli/fields.h"
#include "cli/run/call_summary.h"
#include "cli/terminal/display_text.h"

namespace hearth::cli {

namespace {

std::string one_line(const std::string& text, std::size_t width, const Style& style) {
  return style.dim(width > 0 ? cut_to_width(text, width) : text) + "\n";
}

std::string render_block(const json& block, std::size_t width, const Style& style) {
  std::string type = text_field(block, "type");
  if (type == "text") {
    std::string text = terminal_text(text_field(block, "text"));
    return text.empty() || text.ends_with('\n') ? text : text + "\n";
  }
  if (type == "tool_use") {
    return one_line("· " + call_summary(text_field(block, "name"), block.value("arguments", json())), width, style);
  }
  if (type == "tool_result" && flag_field(block, "is_error")) {
    std::string text = text_field(block, "text");
    return one_line("  ! " + escape_for_display(first_line(text)), width, style);
  }
  return {};
}

std::string speaker(const std::string& role) {
  if (role == "user") return "You";
  if (role == "assistant") return "Hearth";
  return {};  // results of tools go on under the call
}

}  // namespace

std::string render_message(const json& message, std::size_t width, const Style& style) {
  std::string body;
  for (const json& block : array_field(message, "blocks")) body += render_block(block, width, style);
  if (body.empty()) return {};
  std::string name = speaker(text_field(message, "role"));
  if (name.empty()) return body;
  return fmt::format("\n{} {}\n{}", style.bold(name), style.dim(time_field(message, "created_at")), body);
}

}  // namespace hearth::cli
