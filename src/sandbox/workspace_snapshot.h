// The state of every file below a folder, from before and after a command, so that what it changed can be told: names,
// kinds, sizes and times, no contents. What lies inside a .git folder is left out. Any thread.
#pragma once

#include <sys/types.h>

#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace hearth::sandbox {

struct FileState {
  mode_t mode = 0;
  std::int64_t size = 0;
  std::int64_t modified_ns = 0;
  std::int64_t changed_ns = 0;  // by the kernel's clock: a program cannot set it back
  ino_t inode = 0;
  bool operator==(const FileState&) const = default;
};

struct SnapshotEntry {
  std::string path;  // relative to the folder
  FileState state;
};

struct Snapshot {
  std::vector<SnapshotEntry> entries;  // sorted by path
  enum class Extent {
    complete,
    unreadable_parts,  // a folder could not be entered
    too_large,         // there is more than max_entries
  } extent = Extent::complete;
  std::vector<std::string> closed;  // the folders that could not be entered

  const FileState* find(std::string_view path) const;
  bool is_in_closed(std::string_view path) const;
};

// Symbolic links are noted, never followed. Throws Error when the folder itself cannot be read, and Cancelled.
Snapshot take_snapshot(int folder, std::size_t max_entries, const std::stop_token& stop);

struct ChangedFile {
  std::string path;
  std::optional<FileState> before;
  std::optional<FileState> after;
};

// Files, links and special files that were made, removed or changed; and folders with a mode that they did not have.
std::vector<ChangedFile> difference(const Snapshot& before, const Snapshot& after);

}  // namespace hearth::sandbox
