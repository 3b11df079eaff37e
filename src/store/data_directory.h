// The folder that holds everything: made private, checked, and locked for one sidecar. Owned by the Store; one thread.
#pragma once

#include <string>

#include "base/fd.h"

namespace hearth::store {

class DataDirectory {
 public:
  // Makes the folder 0700 where it is missing and takes its lock. Throws Error: denied when it is a symbolic link,
  // belongs to someone else or cannot be written; conflict when another sidecar holds the lock.
  explicit DataDirectory(const std::string& path);

  const std::string& path() const { return path_; }
  // Makes the file 0600 where it is missing, whatever the umask. Before SQLite opens it: closing a descriptor of a file
  // drops the locks that the process holds on it.
  void prepare_file(const std::string& name) const;

 private:
  std::string path_;
  Fd folder_;
  Fd lock_;
};

}  // namespace hearth::store
