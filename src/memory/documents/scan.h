// Which files below a root are documents to be read: none that is hidden, ignored by .gitignore, protected, or made by
// programs. The root is opened once, and files are opened beneath it without following links. Any thread.
#pragma once

#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/fd.h"
#include "workspace/resolve.h"

namespace hearth::memory {

struct ScannedFile {
  std::string path;  // absolute
  std::string name;  // relative to the root's folder
  std::int64_t size = 0;
  UnixMillis modified_at = 0;
};

struct ReadFile {
  std::int64_t size = 0;
  UnixMillis modified_at = 0;
  std::string bytes;
  std::string problem;  // why there are none; empty: there are
};

class RootScan {
 public:
  // `path` is absolute and canonical. Throws Error when there is nothing that can be read, and Cancelled.
  RootScan(const std::string& path, const std::stop_token& stop);

  const std::vector<ScannedFile>& files() const { return files_; }
  const std::vector<std::string>& folders() const { return folders_; }  // absolute, with the root's own
  // False: a part could not be looked at, so what is not listed may be there all the same.
  bool is_complete() const { return complete_; }
  const std::string& note() const { return note_; }  // for the user: why not everything is listed; mostly empty

  ReadFile read(const ScannedFile& file, std::size_t most_bytes) const;

 private:
  void scan_folder(const std::string& path, const std::stop_token& stop);
  void add(const std::string& folder, const std::string& name);

  Fd directory_;
  std::unique_ptr<workspace::Resolver> resolver_;
  std::vector<ScannedFile> files_;
  std::vector<std::string> folders_;
  bool complete_ = true;
  std::string note_;
};

// Whether a file of this name is a picture, a program or the like, so that it need not be opened to know it has no
// text.
bool is_named_as_no_document(std::string_view name);

}  // namespace hearth::memory
