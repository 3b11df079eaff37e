// One command line against a given console and connector: cli::main without the process around it. Nothing leaves it.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "cli/command.h"
#include "cli/globals.h"
#include "cli/serve_hook.h"
#include "cli/server.h"
#include "cli/terminal/console.h"
#include "cli/terminal/interruption.h"

namespace hearth::cli {

struct Outside {
  Console& console;
  Interruption& interruption;
  Environment environment;
  std::function<std::unique_ptr<Connector>(const Globals&)> make_connector;
  ServeHook serve;
  // Called before a command whose Ctrl-C goes to the interruption.
  std::function<void()> watch_interrupts;
};

// Returns the exit code.
int dispatch(const std::vector<std::string>& words, const Outside& outside);

}  // namespace hearth::cli
