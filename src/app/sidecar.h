// The local server: puts store, models, tools, agent, API and HTTP server together, runs until told to stop, and takes
// them apart in reverse order.
#pragma once

#include "cli/serve_hook.h"

namespace hearth::app {

// Blocks until SIGTERM, SIGINT, SIGHUP, POST /api/v1/shutdown, the end of the control channel, or, in the background,
// until idle for server.idle_minutes. Returns 0. Throws Error when it cannot start. Called on the main thread before
// any other thread exists.
int run_sidecar(const cli::ServeOptions& options);

}  // namespace hearth::app
