// Writes the log of one run: every event is durable before commit() returns, and only then announced to readers.
// Owned by the run; any thread of the run.
#pragma once

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
  void commit(const std::vector<NewEvent>& events, const Changes& changes = {});

  store::Store& store() { return store_; }
  RunId run() const { return run_; }

 private:
  store::Store& store_;
  EventFeed& feed_;
  RunId run_;
};

}  // namespace hearth::agent
