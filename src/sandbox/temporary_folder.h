// A private folder that goes away, with everything in it, when the object does. It is locked as long as it lives, so
// that one left by a Hearth that was killed is known and removed at the next start. One thread.
#pragma once

#include <string>

#include "base/fd.h"

namespace hearth::sandbox {

class TemporaryFolder {
 public:
  explicit TemporaryFolder(const std::string& parent);  // throws Error
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder();

  const std::string& path() const { return path_; }

 private:
  std::string path_;
  Fd lock_;
};

// Removes those in the parent that nobody holds. Throws Error when the parent cannot be read.
void remove_leftover_folders(const std::string& parent);

}  // namespace hearth::sandbox
