// git_commit: commits changes.
#include <string>
#include <utility>
#include <vector>

#include "tools/builtin.h"
#include "tools/git.h"

namespace hearth::tools {

namespace {

const ToolSpec git_commit_spec = {
    "git_commit",
    "Commits changes of the workspace to its git repository: those of the named paths, new and deleted files among "
    "them, or without paths all changes. The repository's hooks run boxed as well.",
    json::parse(R"({
      "type": "object",
      "properties": {
        "message": {"type": "string", "minLength": 1, "maxLength": 20000, "description": "The commit message"},
        "paths": {"type": "array", "items": {"type": "string", "minLength": 1}, "minItems": 1, "maxItems": 1000, "description": "What to commit, relative to the workspace; everything if left out"}
      },
      "required": ["message"],
      "additionalProperties": false
    })"),
    Effect::execute,
    {}};

class GitCommit : public Tool {
 public:
  explicit GitCommit(const Environment& environment) : git_(environment.commands, environment.git_identity) {}
  const ToolSpec& spec() const override { return git_commit_spec; }

  ToolResult call(const std::string& call_id, const json& arguments, std::stop_token stop) override {
    std::vector<std::string> paths = arguments.value("paths", std::vector<std::string>{"."});
    std::vector<std::string> add{"add", "--all", "--"};
    add.insert(add.end(), paths.begin(), paths.end());
    ToolResult staged = git_.run(call_id, std::move(add), sandbox::Access::write, stop);
    if (staged.is_error) return staged;
    std::vector<std::string> commit{"commit", "--message", arguments.at("message").get<std::string>(), "--"};
    commit.insert(commit.end(), paths.begin(), paths.end());
    return git_.run(call_id, std::move(commit), sandbox::Access::write, std::move(stop));
  }

 private:
  Git git_;
};

}  // namespace

std::unique_ptr<Tool> make_git_commit(const Environment& environment) {
  return std::make_unique<GitCommit>(environment);
}

}  // namespace hearth::tools
