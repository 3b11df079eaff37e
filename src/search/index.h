// The search index of one data directory: words (BM25F) and vectors, derived from the database and made again from it
// whenever its files are missing, foreign or damaged. Losing it costs time, never data.
//
// Owned by memory/'s index feed; search() and apply() may be called on any thread, apply() one at a time. What apply()
// took is found at once; it is on the disk after the next flush or merge, and stored_watermark() says up to where.
// A thread of its own merges segments; memory is bounded by Options::tail_bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>

#include "search/record.h"

namespace hearth::search {

struct Options {
  std::string directory;              // created 0700 if absent; its files are the index's own
  std::size_t dimensions = 0;         // of the vectors; 0: none
  std::string vectors_name;           // which encoder made them: another name makes the index anew
  std::size_t tail_bytes = 64 << 20;  // what new records may take in memory before they become a segment
};

struct Statistics {
  std::uint64_t records = 0;
  std::uint64_t segments = 0;
  std::uint64_t bytes = 0;       // on the disk
  std::uint64_t text_bytes = 0;  // of the records' texts, which the index does not keep
};

class Index {
 public:
  // Opens what is there. Damaged or foreign files are put away and the index begins empty: stored_watermark() is then
  // empty, and made_anew() says why. Throws Error(denied, unavailable) when the directory cannot be written.
  explicit Index(const Options& options);
  ~Index();

  void apply(Batch batch);
  // Everything applied is on the disk when this returns.
  void flush();
  // Removes every trace of erased records from the files: for what the user deleted. Slow: rewrites segments.
  void purge(std::stop_token stop);
  // Begins anew, empty.
  void clear();

  // Throws Cancelled.
  Answer search(const Query& query, std::stop_token stop) const;
  bool holds(RecordId id) const;

  std::optional<Watermark> watermark() const;         // of the last apply()
  std::optional<Watermark> stored_watermark() const;  // what survives a crash
  const std::string& made_anew() const;               // why, or empty
  Statistics statistics() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace hearth::search
