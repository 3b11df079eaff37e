#include "tools/boxed_commands.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <utility>

#include "base/error.h"
#include "base/fd.h"
#include "base/stop.h"
#include "base/utf8.h"
#include "domain/glob.h"
#include "store/labels.h"
#include "workspace/content_hash.h"
#include "workspace/walk.h"

namespace hearth::tools {

namespace {

constexpr std::size_t most_output_bytes = 512 * 1024;
constexpr std::size_t most_hashed_changes = 1000;
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

std::string_view meaning_of(sandbox::Suspect::Reason reason) {
  switch (reason) {
    case sandbox::Suspect::Reason::runs_by_itself:
      return "other programs run what it says";
    case sandbox::Suspect::Reason::leads_outside:
      return "it leads out of the workspace";
    case sandbox::Suspect::Reason::runs_as_owner:
      return "it runs with the rights of its owner";
  }
  return {};
}

json suspects_of(const sandbox::WorkspaceReport& report) {
  json suspects = json::array();
  for (const sandbox::Suspect& suspect : report.suspects) {
    std::string path = escape_for_display(suspect.path);
    suspects.push_back(
        {{"path", path},
         {"reason", to_string(suspect.reason)},
         {"warning", fmt::format("Look at {} before you trust it: {}.", path, meaning_of(suspect.reason))}});
  }
  return suspects;
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
  if (options_.fallback) policy.fallback = options_.fallback();
  policy.network = command.hosts.empty() ? sandbox::Network::none : sandbox::Network::proxy;
  return policy;
}

egress::Proxy::Options BoxedCommands::way_out_for(const std::string& call_id, const BoxedCommand& command) const {
  egress::Proxy::Options way_out;
  way_out.session = options_.session;
  way_out.run = options_.run;
  way_out.call_id = call_id;
  for (const std::string& host : command.hosts) way_out.granted.push_back(egress::parse_granted_host(host));
  way_out.consent = Consent::given;
  return way_out;
}

bool BoxedCommands::holds_text_of_others(const std::stop_token& stop) const {
  bool labelled = options_.store.read(
      [&](db::Connection& connection) { return store::has_untrusted_files(connection, options_.workspace_id); });
  if (labelled || options_.untrusted_files.empty()) return labelled;
  bool found = false;
  Fd root(::open(options_.workspace_root.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!root) throw_errno(fmt::format("looking at {}", options_.workspace_root));
  workspace::walk_directory(
      root.get(), ".", {},
      [&](const workspace::WalkEntry& entry) {
        found = std::ranges::any_of(options_.untrusted_files,
                                    [&](const std::string& glob) { return glob_matches(glob, entry.path); });
        return found ? workspace::Visit::end : workspace::Visit::go_on;
      },
      stop);
  return found;
}

void BoxedCommands::label_session(const std::stop_token& stop) {
  Labels labels{.untrusted = holds_text_of_others(stop), .is_private = true};
  options_.store.write([&](store::Write& write) { store::add_session_labels(write, options_.session, labels); });
}

// After the event: what a program will do is not known before. Every file is recorded, because it takes on the
// session's label; reading them all to keep their hashes would take too long.
void BoxedCommands::record_changes(const std::string& call_id, const sandbox::WorkspaceReport& report) {
  std::vector<FileChange> changes;
  for (const sandbox::ChangedFile& changed : report.changed) {
    bool is_file = S_ISREG((changed.after ? changed.after : changed.before)->mode);
    if (!is_file) continue;
    FileChange change;
    change.action = !changed.before ? FileAction::create : changed.after ? FileAction::modify : FileAction::remove;
    change.path = changed.path;
    if (changed.after) {
      if (changes.size() < most_hashed_changes) {
        change.hash_after = workspace::content_hash(options_.workspace_root, changed.path).value_or("");
      }
      change.size = changed.after->size;
    }
    changes.push_back(std::move(change));
  }
  options_.files.files_changed(call_id, changes);
}

CommandEnd BoxedCommands::run(const std::string& call_id, const BoxedCommand& command, std::stop_token stop) {
  // No program runs before a box has been looked at from inside.
  options_.sandbox.examine(stop);
  label_session(stop);
  CommandEnd end;
  sandbox::RunInput input;
  input.text = command.input;
  input.on_output = [&](std::string_view chunk) {
    end.output += chunk;
    if (options_.on_output) options_.on_output(call_id, chunk);
  };
  std::optional<egress::Proxy> proxy;
  if (!command.hosts.empty()) {
    input.on_listener = [&, way_out = way_out_for(call_id, command)](Fd listener) {
      proxy.emplace(options_.gate, std::move(listener), way_out);
    };
  }
  end.outcome = options_.sandbox.run(policy_for(command), command.argv, input, stop);
  proxy.reset();
  label_session({});  // another program may have fetched something while this one waited for its turn
  record_changes(call_id, end.outcome.report);
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
  json suspects = suspects_of(end.outcome.report);
  for (const json& suspect : suspects) result.text += "\n" + suspect["warning"].get<std::string>();
  result.structured = {
      {"exit_code", end.outcome.exit_code},    {"timed_out", end.outcome.end == sandbox::Outcome::End::timed_out},
      {"output_cut_off", end.outcome.cut_off}, {"changed_files", end.outcome.report.changed.size()},
      {"suspects", std::move(suspects)},       {"output", shortened_middle(output, most_result_bytes)}};
  result.is_error = end.outcome.end != sandbox::Outcome::End::exited;
  result.labels.is_private = true;
  result.labels.untrusted = options_.store.read(
      [&](db::Connection& connection) { return store::session_labels(connection, options_.session).untrusted; });
  return result;
}

}  // namespace hearth::tools
