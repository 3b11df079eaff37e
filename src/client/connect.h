// Finding the sidecar of a data directory, and starting it when there is none.
//
// A sidecar is started as `EXECUTABLE serve --background --data DIR [--config FILE] --ready-fd N` in a session of its
// own, with /dev/null as input and output. It writes "ready\n" to descriptor N once it answers; when it cannot start it
// says why on its standard error and ends. Of two that are started at once, one finds the data directory taken and
// ends; its client then finds the other one.
#pragma once

#include <chrono>
#include <optional>
#include <stop_token>
#include <string>

#include "client/sidecar.h"

namespace hearth::client {

struct StartOptions {
  std::string data_directory;    // absolute
  std::string config_file = {};  // absolute; empty: the default one
  std::string executable;        // absolute: the program itself
  std::chrono::milliseconds limit{10'000};
};

// Nothing when none runs there. Throws Error(timeout) when one runs but does not answer, and Cancelled.
std::optional<Sidecar> find_running(const std::string& data_directory, std::stop_token stop);
// Throws Error(unavailable) with the sidecar's own words when it cannot be started, and Cancelled.
Sidecar connect_or_start(const StartOptions& options, std::stop_token stop);

}  // namespace hearth::client
