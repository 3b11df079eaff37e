// shell_run: a command line for the shell, in a box.
#include <string>
#include <utility>

#include "tools/boxed_commands.h"
#include "tools/builtin.h"

namespace hearth::tools {

namespace {

const ToolSpec shell_run_spec = {
    "shell_run",
    "Runs a command line with /bin/sh in the workspace, boxed: it sees the workspace, the system's programs and a "
    "private /tmp, and nothing else; there is no network but for the hosts that the call names, over HTTP and HTTPS "
    "through the proxy that http_proxy names; the user is asked each time. Each call starts afresh: variables, the "
    "current folder and background programs do not outlive it. Returns what it printed and its exit code.",
    json::parse(R"({
      "type": "object",
      "properties": {
        "command": {"type": "string", "minLength": 1, "maxLength": 65536, "description": "The command line, as for sh -c"},
        "folder": {"type": "string", "minLength": 1, "description": "Where to start it, relative to the workspace; the workspace itself if left out"},
        "timeout_seconds": {"type": "integer", "minimum": 1, "maximum": 3600, "description": "It is ended after this time; 120 if left out"},
        "hosts": {"type": "array", "items": {"type": "string", "minLength": 3, "maxLength": 260}, "maxItems": 20, "description": "What it has to reach, each as host:port, such as pypi.org:443; nothing if left out"}
      },
      "required": ["command"],
      "additionalProperties": false
    })"),
    Effect::execute,
    {"folder"},
    "command",
    "hosts"};

class ShellRun : public Tool {
 public:
  explicit ShellRun(const Environment& environment)
      : workspace_(environment.workspace), commands_(environment.commands) {}
  const ToolSpec& spec() const override { return shell_run_spec; }

  ToolResult call(const std::string& call_id, const json& arguments, std::stop_token stop) override {
    BoxedCommand command;
    command.argv = {"/bin/sh", "-c", arguments.at("command").get<std::string>()};
    command.hosts = arguments.value("hosts", std::vector<std::string>{});
    command.folder = workspace_.resolved(arguments.value("folder", "."));
    command.wall = std::chrono::seconds(arguments.value("timeout_seconds", 120));
    return commands_.result_of(commands_.run(call_id, command, std::move(stop)), command);
  }

 private:
  workspace::Workspace& workspace_;
  BoxedCommands& commands_;
};

}  // namespace

std::unique_ptr<Tool> make_shell_run(const Environment& environment) {
  return std::make_unique<ShellRun>(environment);
}

}  // namespace hearth::tools
