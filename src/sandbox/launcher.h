// Sandbox runs commands in boxes: only the folders, the network and the limits that a Policy names, checked before the
// command starts. Where bubblewrap cannot make a box nothing runs, unless the policy accepts weaker walls.
//
// Made once by app/, shared; any thread. As root the boxed command is an unprivileged user, to whom the granted folders
// seem to belong. Calls throw Error: denied for what may not be granted or for a box that is not as planned,
// unavailable with a remedy where the machine allows no box, conflict where another process of Hearth works in the
// workspace.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "base/sync.h"
#include "sandbox/box.h"
#include "sandbox/folder_locks.h"
#include "sandbox/launch.h"
#include "sandbox/launch_thread.h"
#include "sandbox/policy.h"
#include "sandbox/protection.h"
#include "sandbox/workspace_report.h"

namespace hearth::sandbox {

struct Options {
  std::string bwrap = "/usr/bin/bwrap";  // absolute: nothing on PATH is trusted
  std::string box_program;               // absolute path of hearth-box
  std::string state_folder;  // of Hearth itself, in no box, made if it is missing: journals of what must be undone
  std::vector<std::string> forbidden = {};  // folders of Hearth's own data
};

// hearth-box, where it is installed: beside the running program.
std::string box_program_beside_us();

struct Outcome {
  enum class End {
    exited,
    timed_out,  // Limits::wall
    cancelled,  // told, not thrown: what the command changed before must be recorded
  };
  End end = End::exited;
  Walls walls = Walls::full;
  int exit_code = 0;            // 128+N: signal N ended it
  bool cut_off = false;         // there was more output than Limits::output_bytes
  WorkspaceReport report = {};  // what was changed in a writable workspace
};

struct RunInput {
  std::string text = {};                                 // what the command reads
  std::function<void(std::string_view)> on_output = {};  // standard output and error in order, on the calling thread
  std::function<void(Fd)> on_listener = {};  // Network::proxy: given Box::take_listener() before the command goes on
};

class Sandbox {
 public:
  // Removes what boxes of a killed Hearth left in workspaces. Throws Error when the state folder cannot be read.
  explicit Sandbox(Options options);

  // How well this machine can protect: from a real box, tried at the first call. Throws Cancelled.
  Protection examine(std::stop_token stop);

  // Starts a command that goes on by itself. Limits::wall and output_bytes are the caller's business then.
  Box start(const Policy& policy, const std::vector<std::string>& argv, const Stdio& stdio, std::stop_token stop);

  // Runs a command to its end, its timeout or the stop, and returns when nothing of it is left. Throws Cancelled only
  // when it was stopped before the command started.
  Outcome run(const Policy& policy, const std::vector<std::string>& argv, const RunInput& input, std::stop_token stop);

 private:
  // Once the look around in a box has found one that does not hold, none is made again.
  void refuse_after_broken_walls();
  Box start_full(const Policy& policy, const std::vector<std::string>& argv, const std::vector<Grant>& grants,
                 const WorkspaceGuard* guard, const Stdio& stdio, const std::stop_token& stop);
  Box start_reduced(const Policy& policy, const std::vector<std::string>& argv, const std::vector<Grant>& grants,
                    const std::string& temporary, const Stdio& stdio, const std::stop_token& stop);

  const Options options_;
  const std::string filter_;
  FolderLocks locks_;
  LaunchThread thread_;
  Sync<std::optional<Protection>> protection_;
};

}  // namespace hearth::sandbox
