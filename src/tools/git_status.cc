// git_status: what git sees as changed.
#include <string>
#include <utility>
#include <vector>

#include "tools/builtin.h"
#include "tools/git.h"

namespace hearth::tools {

namespace {

const ToolSpec git_status_spec = {"git_status",
                                  "Shows the branch of the workspace's git repository and which files are changed, "
                                  "staged or new, in git's short form. Changes nothing.",
                                  json::parse(R"({
      "type": "object",
      "properties": {
        "path": {"type": "string", "minLength": 1, "description": "Only what lies at or below this path; everything if left out"}
      },
      "additionalProperties": false
    })"),
                                  Effect::read,
                                  {"path"}};

class GitStatus : public Tool {
 public:
  explicit GitStatus(const Environment& environment) : git_(environment.commands, environment.git_identity) {}
  const ToolSpec& spec() const override { return git_status_spec; }

  ToolResult call(const std::string& call_id, const json& arguments, std::stop_token stop) override {
    std::vector<std::string> git{"status", "--short", "--branch", "--"};
    if (arguments.contains("path")) git.push_back(arguments.at("path").get<std::string>());
    return git_.run(call_id, std::move(git), sandbox::Access::read, std::move(stop));
  }

 private:
  Git git_;
};

}  // namespace

std::unique_ptr<Tool> make_git_status(const Environment& environment) {
  return std::make_unique<GitStatus>(environment);
}

}  // namespace hearth::tools
