// The files of the index: opens what is there, and writes a snapshot so that a crash leaves the one before it or this
// one. Not for two threads at once.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/fd.h"
#include "search/index.h"
#include "search/manifest.h"
#include "search/snapshot.h"

namespace hearth::search {

class Directory {
 public:
  // Creates it if need be. Throws Error.
  explicit Directory(const Options& options);

  // What is stored; or nothing, after removing files that cannot be used, and made_anew() says why.
  Snapshot open();
  const std::string& made_anew() const { return made_anew_; }

  // Gives those parts a file that have none; each of them then reads from it. Nothing refers to them until store().
  void write_files(std::vector<Part>& parts);
  // From now on these parts, all with files, are what open() finds; removes all other files of the index.
  void store(const Snapshot& snapshot);

 private:
  Snapshot load();
  void remove_files_but(const std::vector<Part>& parts);
  std::vector<std::string> names() const;

  std::string path_;
  std::uint64_t dimensions_;
  std::string vectors_name_;
  Fd fd_;
  std::uint64_t next_file_ = 1;
  std::string made_anew_;
};

}  // namespace hearth::search
