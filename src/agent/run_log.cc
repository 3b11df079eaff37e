#include "agent/run_log.h"

#include "base/clock.h"
#include "store/runs.h"

namespace hearth::agent {

void RunLog::commit(const std::vector<NewEvent>& events, const Changes& changes) {
  UnixMillis now = unix_millis_now();
  std::int64_t last = store_.write([&](store::Write& write) {
    if (changes) changes(write, now);
    std::int64_t sequence = 0;
    for (const NewEvent& event : events) sequence = store::add_run_event(write, run_, event.type, event.data, now);
    return sequence;
  });
  if (last > 0) feed_.publish(run_, last);
}

}  // namespace hearth::agent
