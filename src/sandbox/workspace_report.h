// What a command did to a workspace: every changed file, and among them those that somebody should look at before they
// run, be opened or be followed. Any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sandbox/workspace_snapshot.h"

namespace hearth::sandbox {

struct Suspect {
  enum class Reason {
    runs_by_itself,  // a name that git, an editor or a shell acts on: .git, .vscode, .envrc; or a forged git repository
    leads_outside,   // a symbolic link out of the workspace
    runs_as_owner,   // a set-user-id or set-group-id bit
  } reason;
  std::string path;
};
std::string_view to_string(Suspect::Reason reason);

struct WorkspaceReport {
  std::vector<ChangedFile>
      changed;  // sorted by path; folders are told when they are made, removed or change their mode
  std::vector<Suspect> suspects;
  enum class Extent { complete, partial } extent = Extent::complete;  // partial: something could not be looked at
};

// `folder` is open on the workspace, `root` is its path.
WorkspaceReport report_changes(int folder, const std::string& root, const Snapshot& before, const Snapshot& after);

}  // namespace hearth::sandbox
