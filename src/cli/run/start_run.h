// Starting a run in a session, and making the session. Any thread; throws Error and Cancelled.
#pragma once

#include <stop_token>
#include <string>

#include "cli/run/watch_run.h"
#include "cli/server.h"

namespace hearth::cli {

// The id of a new session titled by its first task.
std::string create_session(Server& server, const std::string& task, const std::string& workspace, std::stop_token stop);
// An empty model leaves the choice to the sidecar.
RunToWatch start_run(Server& server, const std::string& session_id, const std::string& task, const std::string& model,
                     std::stop_token stop);
// The first line of the task, at most 60 characters.
std::string title_of(const std::string& task);
// The canonical form of a folder that is there. Throws Error.
std::string existing_directory(const std::string& path);

}  // namespace hearth::cli
