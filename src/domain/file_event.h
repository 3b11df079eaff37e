// What tools do to files, reported by workspace/ and recorded by store/, so that a file's history can be asked for.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "domain/ids.h"

namespace hearth {

enum class FileAction { read, create, modify, remove, rename };
std::string_view to_string(FileAction action);
FileAction file_action_from(std::string_view word);  // throws Error(internal) on an unknown word

// Paths are relative to the workspace, '/'-separated, as given by the file system (not always valid UTF-8).
struct FileRead {
  std::string path;
  std::string hash;  // SHA-256 of the content, hexadecimal
  std::int64_t size = 0;
};

struct FileChange {
  FileAction action = FileAction::modify;
  std::string path;           // for a rename: the new path
  std::string previous_path;  // for a rename: the old path; else empty
  std::string hash_before;    // empty: there was no file
  std::string hash_after;     // empty: there is no file any more
  std::int64_t size = 0;      // bytes after the change
};

enum class ChangeOutcome { done, undone };

// Bound to one run. Any thread of that run. Each call returns once the record is durable; all throw Error.
class FileEventSink {
 public:
  virtual ~FileEventSink() = default;
  // After the reads, in one commit.
  virtual void files_read(const std::string& call_id, const std::vector<FileRead>& reads) = 0;
  // Before the change takes effect: the intention is recorded first, so that a crash in between is noticed.
  virtual FileEventId change_intended(const std::string& call_id, const FileChange& change) = 0;
  // After it: done, or undone if the change failed.
  virtual void change_settled(FileEventId event, ChangeOutcome outcome) = 0;
  // What a program changed, of which nobody knew beforehand: in as few commits as keep other writers from waiting long.
  virtual void files_changed(const std::string& call_id, const std::vector<FileChange>& changes) = 0;
};

}  // namespace hearth
