// Turns the folders of a policy into what is mounted: symbolic links followed once, the folder held open, and its
// device and inode noted, so that the finished box can be compared with it. Used by Sandbox; any thread.
#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

#include "base/fd.h"
#include "sandbox/policy.h"

namespace hearth::sandbox {

struct FileIdentity {
  dev_t device = 0;
  ino_t inode = 0;
  bool operator==(const FileIdentity&) const = default;
};

// Throws Error when the descriptor cannot be looked at.
FileIdentity identity_of(int fd);

struct Grant {
  Fd folder;           // O_PATH
  std::string path;    // on the host, absolute, without symbolic links
  std::string inside;  // where it appears
  Access access = Access::read;
  FileIdentity identity;
};

// Throws Error(denied) with the reason for a folder that would let out more than files (the whole machine, /proc, /sys,
// /dev, /run, the home folder itself), or that is, holds or lies in one of `forbidden` (Hearth's own data);
// Error(invalid_argument) for a relative path and for a place inside that cannot be had.
Grant open_grant(const Folder& folder, const std::vector<std::string>& forbidden);

// Whether `path` is `folder` or lies below it. Both absolute and without symbolic links.
bool is_within(const std::string& path, const std::string& folder);

}  // namespace hearth::sandbox
