// git_diff: changes in git's own form.
#include <string>
#include <utility>
#include <vector>

#include "tools/builtin.h"
#include "tools/git.h"

namespace hearth::tools {

namespace {

const ToolSpec git_diff_spec = {"git_diff",
                                "Shows the changes in the workspace's git repository that are not committed yet, as a "
                                "unified diff: those not staged, or with \"staged\" those that are. Changes nothing.",
                                json::parse(R"({
      "type": "object",
      "properties": {
        "path": {"type": "string", "minLength": 1, "description": "Only what lies at or below this path; everything if left out"},
        "staged": {"type": "boolean", "description": "The staged changes; false if left out"}
      },
      "additionalProperties": false
    })"),
                                Effect::read,
                                {"path"}};

class GitDiff : public Tool {
 public:
  explicit GitDiff(const Environment& environment) : git_(environment.commands, environment.git_identity) {}
  const ToolSpec& spec() const override { return git_diff_spec; }

  ToolResult call(const std::string& call_id, const json& arguments, std::stop_token stop) override {
    std::vector<std::string> git{"diff", "--no-color"};
    if (arguments.value("staged", false)) git.emplace_back("--staged");
    git.emplace_back("--");
    if (arguments.contains("path")) git.push_back(arguments.at("path").get<std::string>());
    return git_.run(call_id, std::move(git), sandbox::Access::read, std::move(stop));
  }

 private:
  Git git_;
};

}  // namespace

std::unique_ptr<Tool> make_git_diff(const Environment& environment) {
  return std::make_unique<GitDiff>(environment);
}

}  // namespace hearth::tools
