// "run: make -j2". What follows the colon is a command line, whole and untouched by the grammar.
#include <fmt/format.h>

#include <string>

#include "llm/reflex/intents/intent.h"
#include "llm/reflex/language/pattern.h"

namespace hearth::llm::reflex {

namespace {

std::string fenced(const std::string& output) {
  std::string fence = "```";
  while (output.find(fence) != std::string::npos) fence += '`';
  return fmt::format("{}\n{}{}{}\n", fence, output, output.empty() || output.ends_with('\n') ? "" : "\n", fence);
}

Fragment told(const std::string& command, const Reply& reply) {
  if (!reply.structured.is_object()) return Fragment::failed(fmt::format("`{}` was not run: {}", command, reply.text));
  auto output = reply.structured.value("output", std::string());
  std::string text = output.empty() ? "It printed nothing.\n" : fenced(output);
  if (reply.structured.value("timed_out", false)) return Fragment::failed(text + "It took too long and was ended.");
  text += fmt::format("Exit code {}.", reply.structured.value("exit_code", 0));
  for (const json& suspect : reply.structured.value("suspects", json::array())) {
    text += "\n" + suspect.value("warning", std::string());
  }
  return Fragment::done(text);
}

}  // namespace

std::optional<Step> match_run_command(std::string_view task) {
  re2::StringPiece command;
  if (!RE2::FullMatch({task.data(), task.size()}, "(?is)\\s*run:\\s*(\\S.*?)\\s*"_re, &command)) return std::nullopt;
  return Step{Step::Order::in_turn, [line = command.as_string()](Desk& desk) -> std::optional<Fragment> {
                const Reply* reply = desk.ask("shell_run", {{"command", line}});
                if (reply == nullptr) return std::nullopt;
                return told(line, *reply);
              }};
}

}  // namespace hearth::llm::reflex
