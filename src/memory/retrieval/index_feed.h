// Keeps the search index in step with the database: reads what was committed since, in a thread of its own.
//
// Owned by Memory. The index is opened by that thread when it is first needed: by a search, or some seconds after the
// start or a commit, so that a start costs nothing and a burst of writes is read as one.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

#include "base/sync.h"
#include "domain/embedder.h"
#include "search/index.h"
#include "store/search_feed.h"
#include "store/store.h"

namespace hearth::memory {

class IndexFeed {
 public:
  struct Options {
    std::string directory;
    std::function<std::shared_ptr<const Embedder>()> open_embedder;  // may give null; called once, on the feed's thread
    std::chrono::milliseconds patience{2000};                        // how long after a commit nobody need ask for it
  };
  // What a search works with. Lives as long as the feed.
  struct Ready {
    const search::Index* index = nullptr;
    const Embedder* embedder = nullptr;  // null: words only
    std::int64_t behind = 0;             // messages that are not in the index yet
  };

  IndexFeed(store::Store& store, Options options);
  ~IndexFeed();

  // Blocks until everything that was committed before is in the index, or `timeout` is over: then says how far behind
  // it is. Waits longer for the index to be opened. Any thread. Throws Cancelled, and Error(unavailable) when the index
  // cannot be opened or kept.
  Ready up_to_date(std::chrono::milliseconds timeout, std::stop_token stop);

 private:
  struct State {
    std::uint64_t asked = 0;     // counts the calls that wait
    std::uint64_t answered = 0;  // up to this one everything is in
    bool committed = true;       // something may be new
    bool reading = false;        // what was committed is on its way into the index
    std::string failure;         // why there is no index
    const search::Index* index = nullptr;
    const Embedder* embedder = nullptr;
    std::int64_t behind = 0;
  };

  void run(std::stop_token stop);
  void bring_up_to_date(std::stop_token stop);
  void open();
  void read_everything_else(std::stop_token stop);
  bool read_messages(std::stop_token stop);
  bool read_changes(std::stop_token stop);
  void apply(std::vector<search::Record> records, std::vector<search::RecordId> erased, std::stop_token stop);

  store::Store& store_;
  const Options options_;
  std::shared_ptr<const Embedder> embedder_;  // the thread's, as are the next three
  std::unique_ptr<search::Index> index_;
  search::Watermark
      reached_;  // the last message; one more than the last change, 0 until observations and documents are in
  bool erased_some_ = false;
  std::atomic<bool> committed_ = true;
  Sync<State> state_;
  std::jthread thread_;  // last: it uses all of the above
};

}  // namespace hearth::memory
