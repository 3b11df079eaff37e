// code_run: a program in one of the languages that are installed, in a box.
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "tools/boxed_commands.h"
#include "tools/builtin.h"

namespace hearth::tools {

namespace {

const ToolSpec code_run_spec = {
    "code_run",
    "Runs a short program in Python, JavaScript (Node) or shell, boxed as shell_run is: for calculations, conversions "
    "and questions that need code. It starts in the workspace and can read and write files there; there is no network. "
    "Returns what it printed and its exit code.",
    json::parse(R"({
      "type": "object",
      "properties": {
        "language": {"enum": ["python", "node", "sh"], "description": "What the program is written in"},
        "code": {"type": "string", "minLength": 1, "maxLength": 1048576, "description": "The whole program"},
        "timeout_seconds": {"type": "integer", "minimum": 1, "maximum": 3600, "description": "It is ended after this time; 120 if left out"}
      },
      "required": ["language", "code"],
      "additionalProperties": false
    })"),
    Effect::execute,
    {},
    "code"};

struct Language {
  std::string_view name;
  const char* program;
  const char* reads_input;  // the argument that makes it take the program from its standard input
};

constexpr std::array<Language, 3> languages = {{
    {"python", "/usr/bin/python3", "-"},
    {"node", "/usr/bin/node", "-"},
    {"sh", "/bin/sh", "-s"},
}};

const Language& language_named(std::string_view name) {
  return *std::ranges::find(languages, name, &Language::name);
}

std::string installed_languages() {
  std::string names;
  for (const Language& language : languages) {
    if (::access(language.program, X_OK) == 0) names += (names.empty() ? "" : ", ") + std::string(language.name);
  }
  return names;
}

class CodeRun : public Tool {
 public:
  explicit CodeRun(const Environment& environment) : commands_(environment.commands) {}
  const ToolSpec& spec() const override { return code_run_spec; }

  ToolResult call(const std::string& call_id, const json& arguments, std::stop_token stop) override {
    const Language& language = language_named(arguments.at("language").get<std::string>());
    if (::access(language.program, X_OK) != 0) {
      return ToolResult::failure(
          fmt::format("{} is not installed on this machine ({} is not there). Installed are: {}.", language.name,
                      language.program, installed_languages()));
    }
    BoxedCommand command;
    command.argv = {language.program, language.reads_input};
    command.input = arguments.at("code").get<std::string>();
    command.wall = std::chrono::seconds(arguments.value("timeout_seconds", 120));
    return commands_.result_of(commands_.run(call_id, command, std::move(stop)), command);
  }

 private:
  BoxedCommands& commands_;
};

}  // namespace

std::unique_ptr<Tool> make_code_run(const Environment& environment) {
  return std::make_unique<CodeRun>(environment);
}

}  // namespace hearth::tools
