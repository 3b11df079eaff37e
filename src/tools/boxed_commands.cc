#include "tools/boxed_commands.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <utility>

#include "base/stop.h"
#include "base/utf8.h"
#include "store/labels.h"

namespace hearth::tools {

namespace {

constexpr std::size_t most_output_bytes = 512 * 1024;
constexpr std::size_t most_result_bytes = 32 * 1024;

std::string how_it_ended(const CommandEnd& end, const BoxedCommand& command) {
  switch (end.outcome.end) {
    case sandbox::Outcome::End::exited:
      return fmt::format("Exit code {}.", end.outcome.exit_code);
    case sandbox::Outcome::End::timed_out:
      return fmt::format("It was ended after {} seconds, with everything it had started.",
                         std::chrono::duration_cast<std::chrono::seconds>(command.wall).count());
    case sandbox::Outcome::End::cancelled:
      return "It was cancelled, with everything it had started.";
  }
  return {};
}

}  // namespace

std::string shortened_middle(std::string_view text, std::size_t most) {
  if (text.size() <= most) return std::string(text);
  std::string_view head = utf8_prefix(text, most / 2);
  std::string_view tail = text.substr(text.size() - most / 2);
  if (std::size_t end = head.rfind('\n'); end != std::string_view::npos) head = head.substr(0, end + 1);
  if (std::size_t begin = tail.find('\n'); begin + 1 < tail.size()) tail.remove_prefix(begin + 1);
  return fmt::format("{}[… {} bytes left out …]\n{}", head, text.size() - head.size() - tail.size(), tail);
}

sandbox::Policy BoxedCommands::policy_for(const BoxedCommand& command) const {
  sandbox::Policy policy;
  policy.workspace = sandbox::Folder{options_.workspace_root, command.access};
  policy.working_directory =
      (std::filesystem::path(options_.workspace_root) / command.folder).lexically_normal().string();
  policy.environment = command.environment;
  policy.limits.wall = command.wall;
  policy.limits.output_bytes = most_output_bytes;
  policy.fallback = options_.fallback;
  return policy;
}

CommandEnd BoxedCommands::run(const std::string& call_id, const BoxedCommand& command, std::stop_token stop) {
  CommandEnd end;
  sandbox::RunInput input;
  input.text = command.input;
  input.on_output = [&](std::string_view chunk) {
    end.output += chunk;
    if (options_.on_output) options_.on_output(call_id, chunk);
  };
  end.outcome = options_.sandbox.run(policy_for(command), command.argv, input, stop);
  throw_if_stopped(stop);
  return end;
}

ToolResult BoxedCommands::result_of(const CommandEnd& end, const BoxedCommand& command) const {
  std::string output = to_valid_utf8(end.output);
  ToolResult result;
  result.text = shortened_middle(output, most_result_bytes);
  if (!result.text.empty() && !result.text.ends_with('\n')) result.text += '\n';
  if (end.outcome.cut_off) result.text += "[… more output was dropped …]\n";
  result.text += how_it_ended(end, command);
  result.structured = {{"exit_code", end.outcome.exit_code},
                       {"timed_out", end.outcome.end == sandbox::Outcome::End::timed_out},
                       {"output_cut_off", end.outcome.cut_off},
                       {"output", shortened_middle(output, most_result_bytes)}};
  result.is_error = end.outcome.end != sandbox::Outcome::End::exited;
  result.labels.is_private = true;
  result.labels.untrusted = options_.store.read(
      [&](db::Connection& connection) { return store::has_untrusted_files(connection, options_.workspace_id); });
  return result;
}

}  // namespace hearth::tools
