// Stand-ins for protected paths that do not exist: made by us, by descriptor, before bwrap could be led astray to
// make them, and removed when the box is gone. A journal in Hearth's own folder names them before they are made, so
// that those of a Hearth that was killed are removed at the next start. The journal is also the lock by which two
// processes of Hearth keep out of each other's workspace.
//
// Owned by a WorkspaceGuard; one thread.
#pragma once

#include <string>
#include <vector>

#include "base/fd.h"
#include "sandbox/protected_paths.h"

namespace hearth::sandbox {

class StubJournal {
 public:
  // Takes the journal of the workspace and removes what an earlier box may have left. Throws Error(conflict) if
  // another process holds it.
  StubJournal(const std::string& state_folder, const std::string& workspace);
  StubJournal(const StubJournal&) = delete;
  StubJournal& operator=(const StubJournal&) = delete;
  // Removes the stubs that are still as they were made.
  ~StubJournal();

  // Makes what is missing of the paths. Throws Error; what was made by then is removed with this object.
  void make(int workspace, const std::vector<ProtectedPath>& paths);
  // Removes the stubs now.
  void remove();

 private:
  struct Stub {
    std::string path;
    ProtectedPath::Stub kind;
  };

  void write() const;

  std::string workspace_;
  Fd file_;
  std::vector<Stub> stubs_;
};

// Removes what killed boxes left in every workspace of which the folder holds a journal. Skips those in use.
void remove_leftover_stubs(const std::string& state_folder);

}  // namespace hearth::sandbox
