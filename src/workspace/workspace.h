// The one way tools reach files: everything happens beneath one folder that the user chose, and everything is reported
// to a FileEventSink, reads after they happened and changes before they take effect.
//
// Owned by a run. Reads may come from several threads at once; changes come one at a time. All functions throw Error
// with a text for the model: denied where a path leads out, goes through a link it may not, or is protected. Paths are
// taken as tools get them (see workspace/path.h). Only regular files and folders are opened.
#pragma once

#include <cstddef>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "domain/file_event.h"
#include "workspace/file_info.h"
#include "workspace/resolve.h"
#include "workspace/root.h"
#include "workspace/walk.h"

namespace hearth::workspace {

struct Options {
  std::vector<std::string> forbidden;  // folders of Hearth's own data
  Resolution resolution = Resolution::automatic;
  RootLinks links = RootLinks::follow;
};

struct FileContent {
  std::string path;  // relative to the workspace; where a symbolic link led, if there was one
  std::string bytes;
  std::string hash;
};

struct ListedEntry {
  std::string name;
  FileInfo info;
};

struct Listing {
  std::string path;
  std::vector<ListedEntry> entries;  // sorted by name
  bool cut_off = false;
};

struct WriteOptions {
  // The hash of the content that the new one was made from: if the file is another by now, nothing is written.
  std::optional<std::string> expected_hash;
};

struct Written {
  std::string path;
  bool created = false;
  std::optional<std::string> before;  // what was in the file; empty if it was created, absent if that was too large
};

struct Moved {
  std::string from;
  std::string to;
};

class Workspace {
 public:
  // Larger files are refused for reading, and recorded without a hash when they are moved or replaced.
  static constexpr std::size_t read_limit = 64 * 1024 * 1024;
  static constexpr std::size_t list_limit = 10'000;
  // A folder that holds more is not moved: each of its files is recorded.
  static constexpr std::size_t move_limit = 10'000;

  // Opens the folder; which are refused: workspace/root.h. The sink must outlive the workspace.
  Workspace(const std::string& root, FileEventSink& sink, const Options& options);

  const std::string& root() const { return root_path_; }
  // The path as results name it. Throws Error if it leads out.
  std::string relative(const std::string& path) const;
  // The same after symbolic links, for what exists: how walk() begins the paths it visits.
  std::string resolved(const std::string& path) const;

  FileContent read(const std::string& call_id, const std::string& path, std::size_t limit = read_limit) const;
  // As read; a file that is not UTF-8 is Error(unsupported).
  FileContent read_text(const std::string& call_id, const std::string& path, std::size_t limit = read_limit) const;
  // Follows symbolic links that stay inside.
  FileInfo stat(const std::string& path) const;
  // What is in the file now, without recording a read: for finding out whether a change took effect that was recorded
  // before a crash. Without a hash if there is no such file, or it is a link, too large, or may not be read.
  FileRead fingerprint(const std::string& path) const;
  Listing list(const std::string& path) const;
  WalkEnd walk(const std::string& path, const WalkOptions& options, const Visitor& visitor, std::stop_token stop) const;

  // Creates or replaces the file, making its parents.
  Written write(const std::string& call_id, const std::string& path, const std::string& content,
                const WriteOptions& options);
  // Renames a file, a symbolic link itself, or a folder with everything in it. Never replaces anything.
  Moved move(const std::string& call_id, const std::string& from, const std::string& to);
  // Removes one file, a symbolic link itself, or an empty folder. Returns its path.
  std::string remove(const std::string& call_id, const std::string& path);

 private:
  friend class ReadBatch;
  struct Place;
  struct Present {
    FileRead fingerprint;
    std::optional<std::string> bytes;  // absent where there is no hash either
  };
  enum class Parents { must_exist, make };

  Workspace(Root root, FileEventSink& sink, Resolution resolution);
  Present present(const std::string& path) const;
  FileContent load(const std::string& path, std::size_t limit) const;
  Place changeable_place(std::string_view doing, const std::string& path, Parents parents) const;
  std::vector<FileChange> renames(const Place& from, const std::string& to) const;
  template <class Change>
  void make_recorded(const std::string& call_id, const std::vector<FileChange>& changes, Change change);

  std::string root_path_;
  Resolver resolver_;
  FileEventSink& sink_;
};

// Reads many files for one call and records them in one commit: for search. One thread.
class ReadBatch {
 public:
  ReadBatch(const Workspace& workspace, std::string call_id) : workspace_(workspace), call_id_(std::move(call_id)) {}

  // As Workspace::read, but recorded by record(). What was read must not leave the call before that.
  FileContent read(const std::string& path, std::size_t limit);
  void record();

 private:
  const Workspace& workspace_;
  std::string call_id_;
  std::vector<FileRead> reads_;
};

}  // namespace hearth::workspace
