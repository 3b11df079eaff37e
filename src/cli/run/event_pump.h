// Follows the events of one run on a thread of its own, so that the person can be asked something while they keep
// coming. When the sidecar goes away it waits a little for the next one, but starts none: `hearth stop` is to be
// obeyed. Owned by watch_run; the other functions are called by one thread.
#pragma once

#include <cstdint>
#include <deque>
#include <exception>
#include <stop_token>
#include <string>
#include <thread>

#include "base/sync.h"
#include "cli/server.h"
#include "domain/json.h"

namespace hearth::cli {

class EventPump {
 public:
  // The connector must outlive this.
  EventPump(Connector& connector, std::string run_id);
  EventPump(const EventPump&) = delete;
  EventPump& operator=(const EventPump&) = delete;

  // Blocks until there is a next event; never called after the final one. Throws Cancelled, and the Error that keeps
  // the events away.
  json next(std::stop_token stop);
  // Stopped once somebody has decided on this call.
  std::stop_token decided(const std::string& call_id);

 private:
  struct Shared {
    std::deque<json> events;
    std::exception_ptr failure;
    std::string awaited_call;
    std::stop_source awaited_decision;
  };
  void pump(std::stop_token stop);
  // True once the final event is there.
  bool follow_once(std::stop_token stop);
  void push(const json& event);

  Connector& connector_;
  std::string run_id_;
  std::int64_t last_sequence_ = 0;  // of the thread
  bool ended_ = false;              // of the thread
  Sync<Shared> shared_;
  std::jthread thread_;  // last: it uses all of the above
};

// Whether the event is the last of its run.
bool is_final_event(const json& event);

}  // namespace hearth::cli
