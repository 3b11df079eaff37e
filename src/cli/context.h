// Everything a running command works with. Lives in cli::main for one command.
#pragma once

#include "cli/arguments.h"
#include "cli/globals.h"
#include "cli/serve_hook.h"
#include "cli/server.h"
#include "cli/terminal/console.h"
#include "cli/terminal/interruption.h"

namespace hearth::cli {

struct Context {
  const Arguments& arguments;
  const Globals& globals;
  Console& console;
  Interruption& interruption;
  Connector& connector;
  const ServeHook& serve;
};

}  // namespace hearth::cli
