// One writable box per folder at a time: while bwrap mounts, nobody inside another box may exchange a folder for a link
// (bubblewrap before 0.12 follows it: CVE-2026-87766). Folders that lie in each other count as one.
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
