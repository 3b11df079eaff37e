#include "agent/tool_output.h"

#include <utility>

#include "base/utf8.h"

namespace hearth::agent {

void ToolOutput::add(const std::string& call_id, std::string_view text) {
  constexpr std::chrono::milliseconds interval(100);
  constexpr std::size_t longest_line = 1024;
  auto now = std::chrono::steady_clock::now();
  std::string due = pending_.with([&](std::map<std::string, Pending>& calls) -> std::string {
    Pending& pending = calls[call_id];
    pending.text += text;
    if (now - pending.committed < interval) return {};
    // Whole lines, so that no character is cut in two, unless a line is very long.
    std::size_t end = pending.text.rfind('\n') + 1;
    if (end == 0 && pending.text.size() > longest_line) end = pending.text.size();
    if (end == 0) return {};
    pending.committed = now;
    std::string lines = pending.text.substr(0, end);
    pending.text.erase(0, end);
    return lines;
  });
  if (due.empty()) return;
  log_.note({{"tool.output", {{"call_id", call_id}, {"text", to_valid_utf8(due)}}}});
}

}  // namespace hearth::agent
