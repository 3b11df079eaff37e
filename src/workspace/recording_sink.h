// For tests only: a FileEventSink that remembers what it was told, and a folder in /tmp that goes away with the test.
#pragma once

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <string>
#include <vector>

#include "base/check.h"
#include "base/error.h"
#include "base/sync.h"
#include "domain/file_event.h"

namespace hearth::workspace {

class RecordingSink : public FileEventSink {
 public:
  struct Change {
    std::string call_id;
    FileChange change;
    std::string outcome = "intended";
  };
  struct Reads {
    std::string call_id;
    std::vector<FileRead> files;
  };

  void files_read(const std::string& call_id, const std::vector<FileRead>& files) override {
    reads_.with([&](auto& reads) { reads.push_back({call_id, files}); });
  }
  FileEventId change_intended(const std::string& call_id, const FileChange& change) override {
    if (fail) throw Error(Code::unavailable, "the database is full");
    if (when_intended) when_intended();
    changes.push_back({call_id, change});
    return {static_cast<std::int64_t>(changes.size())};
  }
  void change_settled(FileEventId event, ChangeOutcome outcome) override {
    changes.at(static_cast<std::size_t>(event.value - 1)).outcome = outcome == ChangeOutcome::done ? "done" : "undone";
  }

  void files_changed(const std::string& call_id, const std::vector<FileChange>& done) override {
    for (const FileChange& change : done) changes.push_back({call_id, change, "done"});
  }

  std::vector<Reads> reads() {
    return reads_.with([](auto& reads) { return reads; });
  }

  std::vector<Change> changes;
  std::function<void()> when_intended;
  bool fail = false;

 private:
  Sync<std::vector<Reads>> reads_;
};

class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string pattern = "/tmp/hearth-test-XXXXXX";
    check(::mkdtemp(pattern.data()) != nullptr);
    path_ = pattern;
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }

  const std::string& path() const { return path_; }
  std::string operator/(const std::string& name) const { return path_ + "/" + name; }

 private:
  std::string path_;
};

inline void put(const std::string& path, const std::string& content) {
  std::filesystem::create_directories(std::filesystem::path(path).parent_path());
  std::ofstream(path, std::ios::binary) << content;
}

inline std::string get(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace hearth::workspace
