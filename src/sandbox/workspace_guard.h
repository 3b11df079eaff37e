// What is done to a writable workspace while a box works in it: stand-ins for protected names, and a look at its state
// before and after. Owned by the Box, which holds the lock on the folder; one thread at a time.
#pragma once

#include <stop_token>
#include <string>
#include <vector>

#include "base/fd.h"
#include "sandbox/bind.h"
#include "sandbox/grants.h"
#include "sandbox/stubs.h"
#include "sandbox/workspace_report.h"
#include "sandbox/workspace_snapshot.h"

namespace hearth::sandbox {

class WorkspaceGuard {
 public:
  // Looks at the workspace, makes the stand-ins. Throws Error and Cancelled.
  WorkspaceGuard(const Grant& workspace, const std::string& state_folder, const std::stop_token& stop);

  // The mounts that protect, over what they protect.
  std::vector<Bind> pins() const;

  // Once nothing of the box is left: removes the stand-ins and tells what was changed.
  WorkspaceReport finish();

 private:
  std::string path_;
  std::string inside_;
  Fd folder_;
  StubJournal stubs_;
  Snapshot before_;
  std::vector<ProtectedPath> protected_;
};

}  // namespace hearth::sandbox
