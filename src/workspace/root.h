// Which folder may be a workspace. Called once per run, by Workspace; any thread.
#pragma once

#include <string>
#include <vector>

#include "base/fd.h"

namespace hearth::workspace {

struct Root {
  Fd directory;
  std::string path;  // absolute, without symbolic links
};

enum class RootLinks {
  follow,  // the path is as somebody typed it
  refuse,  // the path was found before: a link in it now was put there since, perhaps to lead elsewhere
};

// Opens the folder. Throws Error(denied) with the reason if it is "/", the home folder, holds the home folder, is or
// lies in a folder of the system, or is, holds or lies in one of `forbidden` (Hearth's own data), and Error(not_found)
// if it is no folder. A forbidden folder that cannot be looked at is a reason too. Folders are compared by
// device and inode, not by name.
Root open_root(const std::string& path, const std::vector<std::string>& forbidden, RootLinks links = RootLinks::follow);

}  // namespace hearth::workspace
