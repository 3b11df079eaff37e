// From argv to a command and its arguments, or to a request for help. Pure but for the table of commands.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "cli/arguments.h"
#include "cli/command.h"

namespace hearth::cli {

struct Invocation {
  const Command* command = nullptr;
  Arguments arguments;  // the command's and the global ones
};
struct HelpRequest {
  std::string topic;  // "" is the whole program, "sessions" a group, "sessions list" a command
};
struct VersionRequest {};

using Parsed = std::variant<Invocation, HelpRequest, VersionRequest>;

// Throws Error(invalid_argument), saying which help to read.
Parsed parse(const std::vector<std::string>& words);

}  // namespace hearth::cli
