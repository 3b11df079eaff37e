#include "tools/git.h"

#include <fmt/format.h>
#include <unistd.h>

#include <utility>

namespace hearth::tools {

namespace {

constexpr const char* git_program = "/usr/bin/git";
constexpr int git_failed = 128;

std::vector<std::string> environment_for(const GitIdentity& identity) {
  std::vector<std::string> environment{"GIT_PAGER=cat", "GIT_TERMINAL_PROMPT=0", "GIT_OPTIONAL_LOCKS=0",
                                       "GIT_LITERAL_PATHSPECS=1"};
  if (!identity.name.empty()) {
    environment.push_back("GIT_AUTHOR_NAME=" + identity.name);
    environment.push_back("GIT_COMMITTER_NAME=" + identity.name);
  }
  if (!identity.email.empty()) {
    environment.push_back("GIT_AUTHOR_EMAIL=" + identity.email);
    environment.push_back("GIT_COMMITTER_EMAIL=" + identity.email);
  }
  return environment;
}

}  // namespace

ToolResult Git::run(const std::string& call_id, std::vector<std::string> arguments, sandbox::Access access,
                    std::stop_token stop) {
  if (::access(git_program, X_OK) != 0) {
    return ToolResult::failure(fmt::format("git is not installed on this machine ({} is not there).", git_program));
  }
  BoxedCommand command;
  command.argv = {git_program};
  command.argv.insert(command.argv.end(), std::make_move_iterator(arguments.begin()),
                      std::make_move_iterator(arguments.end()));
  command.access = access;
  command.environment = environment_for(identity_);
  ToolResult result = commands_.result_of(commands_.run(call_id, command, std::move(stop)), command);
  int code = result.structured.value("exit_code", 0);
  if (code != 0) result.is_error = true;
  bool no_repository = code == git_failed && result.text.find("not a git repository") != std::string::npos;
  if (no_repository) return ToolResult::failure("This workspace is not a git repository.");
  if (code == git_failed && result.text.find("Please tell me who you are") != std::string::npos) {
    return ToolResult::failure(
        "git does not know who commits: the user can say it with `hearth settings set git.name …` and "
        "`hearth settings set git.email …`, or in the repository's own configuration.");
  }
  return result;
}

}  // namespace hearth::tools
