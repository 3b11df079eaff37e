// Brings what is known of one root up to date: reads what is new or has changed, forgets what is gone. A file that
// cannot be read is recorded as such and never holds up the rest. Every file is committed by itself, so that what a
// crash interrupts is gone on with later.
//
// Called on the library's thread. Throws Error when the root is not there or no box can be made, and Cancelled.
#pragma once

#include <cstdint>
#include <functional>
#include <stop_token>
#include <string>

#include "memory/documents/extractor.h"
#include "store/document_roots.h"
#include "store/store.h"

namespace hearth::memory {

enum class Extent {
  everything,    // what has changed as well
  unread_alone,  // what was never read: for going on after an interruption
};

struct IngestStep {
  std::int64_t done = 0;
  std::int64_t total = 0;
  std::string path;  // the file that is read now; empty: none
};

struct IngestResult {
  std::int64_t read = 0;  // files whose text was read
  std::int64_t unchanged = 0;
  std::int64_t failed = 0;
  std::int64_t skipped = 0;
  std::int64_t removed = 0;
  std::string note;  // why not everything was looked at; mostly empty
};

struct IngestRequest {
  store::DocumentRoot root;
  Extent extent = Extent::everything;
  sandbox::Fallback fallback = sandbox::Fallback::refuse;
  std::function<void(const IngestStep&)> on_step;
};

IngestResult ingest(store::Store& store, Extractor& extractor, const IngestRequest& request, std::stop_token stop);

}  // namespace hearth::memory
