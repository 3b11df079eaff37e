// One writable box per folder at a time: a box's report tells what its own command changed, and its stand-ins for
// protected names are removed when it ends. Folders that lie in each other count as one.
//
// Owned by Sandbox; any thread. Boxes that only read need no lock.
#pragma once

#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include "base/sync.h"

namespace hearth::sandbox {

class FolderLocks {
 public:
  using Paths = std::vector<std::string>;  // absolute, without symbolic links

  // Given back when it is destroyed. It may outlive the FolderLocks.
  class Hold {
   public:
    Hold() = default;
    Hold(std::shared_ptr<Sync<Paths>> held, Paths paths) : held_(std::move(held)), paths_(std::move(paths)) {}
    Hold(Hold&&) = default;
    Hold& operator=(Hold&&) = delete;
    ~Hold();

   private:
    std::shared_ptr<Sync<Paths>> held_;
    Paths paths_;
  };

  // Blocks until no box holds one of the folders, one above or one below. Throws Cancelled.
  Hold acquire(const Paths& paths, std::stop_token stop);

 private:
  std::shared_ptr<Sync<Paths>> held_ = std::make_shared<Sync<Paths>>();
};

}  // namespace hearth::sandbox
