// Which paths of a writable workspace are mounted over themselves so that a boxed command cannot change them, those
// that exist and those that do not: they get a stand-in for as long as the box lives. Pure but for looking at
// files; any thread.
#pragma once

#include <string>
#include <vector>

#include "sandbox/policy.h"
#include "sandbox/workspace_snapshot.h"

namespace hearth::sandbox {

struct ProtectedPath {
  std::string path;  // relative to the workspace
  // write: what is in it may change, but it cannot be moved away and made anew
  Access access = Access::read;
  enum class Stub {
    none,              // it exists
    socket,            // what git does not list among new files, and what costs least to make and remove
    folder,            // where git looks for a file and would complain about a socket
    file,              // an empty file
    common_directory,  // the file by which git finds its common folder, saying that it is the same one
  } stub = Stub::none;
};

// What a stub file holds.
std::string_view stub_content(ProtectedPath::Stub stub);

// In the order in which they are to be mounted. Throws Error(denied) if a protected name is a symbolic link, so that
// nobody knows what it will mean, and Error(unavailable) if there are too many.
std::vector<ProtectedPath> find_protected_paths(int workspace, const Snapshot& snapshot);

}  // namespace hearth::sandbox
