// The documents of every workspace: roots are added and removed, read in the background one at a time, and followed
// where the user asked for it. What an earlier sidecar did not finish is gone on with at the start.
//
// Everything stored here is text that somebody else may have written, and the user's own data at once: whoever puts a
// chunk into a session adds document_labels() to it in the same transaction.
//
// Owned by app/; any thread. Destroying it stops the reading; what is committed stays.
#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

#include "base/sync.h"
#include "domain/labels.h"
#include "memory/documents/extractor.h"
#include "memory/documents/ingest.h"
#include "memory/documents/watcher.h"
#include "store/document_roots.h"
#include "store/store.h"

namespace hearth::memory {

// Of every chunk and everything made of one (docs/adr/0010-labels.md).
inline constexpr Labels document_labels{.untrusted = true, .is_private = true};

struct ReadingProgress {
  enum class State {
    idle,     // nothing was to be done since the start
    waiting,  // for its turn
    reading,
    done,
    failed,  // see `problem`
  };
  State state = State::idle;
  IngestStep step = {};
  IngestResult result = {};  // of State::done
  std::string problem = {};
  std::uint64_t version = 0;  // grows with every change
};
std::string_view to_string(ReadingProgress::State state);

struct LibraryOptions {
  std::string extract_program;
  std::vector<std::string> forbidden;                      // Hearth's own data, which is never read
  std::function<sandbox::Fallback(WorkspaceId)> fallback;  // what the user accepted for a workspace's programs
};

class DocumentLibrary {
 public:
  DocumentLibrary(store::Store& store, sandbox::Sandbox& sandbox, LibraryOptions options);
  ~DocumentLibrary();
  DocumentLibrary(const DocumentLibrary&) = delete;
  DocumentLibrary& operator=(const DocumentLibrary&) = delete;

  // `path` is absolute and may hold symbolic links, which are followed now. It is read at once. Throws Error:
  // not_found, and denied for what is, holds or lies in a forbidden folder or a folder of the system.
  store::DocumentRoot add(WorkspaceId workspace, const std::string& path, bool watched);
  void refresh(DocumentRootId id);              // throws Error(not_found)
  void watch(DocumentRootId id, bool watched);  // throws Error(not_found)
  void remove(DocumentRootId id);               // throws Error(not_found)

  ReadingProgress progress(DocumentRootId id);
  // Blocks until there is something newer than `seen`, or for `patience`: then nothing. Throws Cancelled.
  std::optional<ReadingProgress> wait(DocumentRootId id, std::uint64_t seen, std::chrono::milliseconds patience,
                                      std::stop_token stop);
  // Whether something is being read, or waits for it.
  bool is_busy();

 private:
  struct Job {
    DocumentRootId root;
    Extent extent = Extent::everything;
  };
  struct State {
    std::deque<Job> jobs;
    std::optional<DocumentRootId> current;
    std::map<DocumentRootId, ReadingProgress> progress;
    std::uint64_t version = 0;
  };

  void enqueue(Job job);
  void run(const std::stop_token& stop);
  // How it ended; nothing: the root is gone.
  std::optional<ReadingProgress> read(const Job& job, const std::stop_token& stop);
  void finish(DocumentRootId id, std::optional<ReadingProgress> end);
  template <class F>
  void report(DocumentRootId id, F&& change);

  store::Store& store_;
  sandbox::Sandbox& sandbox_;
  const LibraryOptions options_;
  Extractor extractor_;
  Sync<State> state_;
  Sync<std::stop_source> current_stop_;  // of the root that is read now
  std::optional<RootWatcher> watcher_;   // none where the machine gives no inotify
  std::jthread thread_;
};

}  // namespace hearth::memory
