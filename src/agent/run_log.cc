#include "agent/run_log.h"

#include "base/clock.h"
#include "store/runs.h"

namespace hearth::agent {

void RunLog::commit(const std::vector<NewEvent>& events, const Changes& changes) {
  announce(store_.write([&](store::Write& write) { return add(write, events, changes); }));
}

void RunLog::note(const std::vector<NewEvent>& events, const Changes& changes) {
  announce(store_.note([&](store::Write& write) { return add(write, events, changes); }));
}

// The number of the last event; 0: there is none.
std::int64_t RunLog::add(store::Write& write, const std::vector<NewEvent>& events, const Changes& changes) const {
  UnixMillis now = unix_millis_now();
  if (changes) changes(write, now);
  std::int64_t sequence = 0;
  for (const NewEvent& event : events) sequence = store::add_run_event(write, run_, event.type, event.data, now);
  return sequence;
}

void RunLog::announce(std::int64_t last) {
  if (last > 0) feed_.publish(run_, last);
}

}  // namespace hearth::agent
