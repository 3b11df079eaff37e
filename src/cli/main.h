// The whole command line: parses, connects, runs one command, turns what it throws into an exit code.
// Called by main() before any thread exists; nothing leaves it.
#pragma once

#include "cli/serve_hook.h"

namespace hearth::cli {

// Exit codes: 0 done, 1 failed, 2 usage, 3 denied, 130 cancelled.
int main(int argc, char** argv, const ServeHook& serve);

}  // namespace hearth::cli
