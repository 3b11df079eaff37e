// git_log: what was committed.
#include <fmt/format.h>

#include <string>
#include <utility>
#include <vector>

#include "tools/builtin.h"
#include "tools/git.h"

namespace hearth::tools {

namespace {

const ToolSpec git_log_spec = {"git_log",
                               "Lists the latest commits of the workspace's git repository, newest first: short hash, "
                               "date, author and subject, with the files each changed. Changes nothing.",
                               json::parse(R"({
      "type": "object",
      "properties": {
        "path": {"type": "string", "minLength": 1, "description": "Only commits that touched this path; all if left out"},
        "limit": {"type": "integer", "minimum": 1, "maximum": 200, "description": "How many commits; 20 if left out"}
      },
      "additionalProperties": false
    })"),
                               Effect::read,
                               {"path"}};

class GitLog : public Tool {
 public:
  explicit GitLog(const Environment& environment) : git_(environment.commands, environment.git_identity) {}
  const ToolSpec& spec() const override { return git_log_spec; }

  ToolResult call(const std::string& call_id, const json& arguments, std::stop_token stop) override {
    std::vector<std::string> git{"log",
                                 "--no-color",
                                 "--date=iso",
                                 "--pretty=format:%h %ad %an: %s",
                                 "--name-status",
                                 fmt::format("--max-count={}", arguments.value("limit", 20)),
                                 "--"};
    if (arguments.contains("path")) git.push_back(arguments.at("path").get<std::string>());
    return git_.run(call_id, std::move(git), sandbox::Access::read, std::move(stop));
  }

 private:
  Git git_;
};

}  // namespace

std::unique_ptr<Tool> make_git_log(const Environment& environment) {
  return std::make_unique<GitLog>(environment);
}

}  // namespace hearth::tools
