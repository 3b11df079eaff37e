// git for the git tools: always in a box, because a repository's own configuration can make git run programs. Any
// thread of the run.
#pragma once

#include <stop_token>
#include <string>
#include <vector>

#include "tools/boxed_commands.h"

namespace hearth::tools {

// Who commits are by; empty: as the repository's own configuration says.
struct GitIdentity {
  std::string name;
  std::string email;
};

class Git {
 public:
  Git(BoxedCommands& commands, GitIdentity identity) : commands_(commands), identity_(std::move(identity)) {}

  // Runs git with these arguments in the workspace. Paths among them are taken literally. A failure of git is a failed
  // result that says what git said.
  ToolResult run(const std::string& call_id, std::vector<std::string> arguments, sandbox::Access access,
                 std::stop_token stop);

 private:
  BoxedCommands& commands_;
  GitIdentity identity_;
};

}  // namespace hearth::tools
