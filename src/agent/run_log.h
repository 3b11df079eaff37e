// Writes the log of one run: every event is in the database before its call returns, and only then announced to
// readers. Owned by the run; any thread of the run.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "agent/event_feed.h"
#include "base/clock.h"
#include "domain/ids.h"
#include "domain/json.h"
#include "store/store.h"

namespace hearth::agent {

struct NewEvent {
  std::string type;
  json data;
};

class RunLog {
 public:
  RunLog(store::Store& store, EventFeed& feed, RunId run) : store_(store), feed_(feed), run_(run) {}

  using Changes = std::function<void(store::Write&, UnixMillis now)>;
  // The events, and the changes that belong to them, in one transaction and with one time.
  // On the disk when it returns.
  void commit(const std::vector<NewEvent>& events, const Changes& changes = {});
  // For what a power cut may take back, since the run then goes on from before it: that a turn or a mere look begins,
  // and pieces of what is written whole at the end.
  void note(const std::vector<NewEvent>& events, const Changes& changes = {});

  store::Store& store() { return store_; }
  RunId run() const { return run_; }

 private:
  std::int64_t add(store::Write& write, const std::vector<NewEvent>& events, const Changes& changes) const;
  void announce(std::int64_t last);

  store::Store& store_;
  EventFeed& feed_;
  RunId run_;
};

}  // namespace hearth::agent
