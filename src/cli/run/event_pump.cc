#include "cli/run/event_pump.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <memory>
#include <string_view>
#include <utility>

#include "base/error.h"
#include "base/stop.h"
#include "cli/fields.h"
#include "cli/pause.h"

namespace hearth::cli {

namespace {

constexpr int most_attempts = 6;  // without a single new event between them
constexpr std::chrono::milliseconds first_pause{50};

bool is_decision_on(const json& event, const std::string& call_id) {
  return text_field(event, "type") == "approval.decided" && text_field(event.at("data"), "call_id") == call_id;
}

}  // namespace

EventPump::EventPump(Connector& connector, std::string run_id)
    : connector_(connector),
      run_id_(std::move(run_id)),
      thread_([this](std::stop_token stop) { pump(std::move(stop)); }) {}

json EventPump::next(std::stop_token stop) {
  json event;
  std::exception_ptr failure;
  bool woken = shared_.wait(
      stop, [](Shared& shared) { return !shared.events.empty() || shared.failure; },
      [&](Shared& shared) {
        if (shared.events.empty()) {
          failure = shared.failure;
          return;
        }
        event = std::move(shared.events.front());
        shared.events.pop_front();
      });
  if (!woken) throw Cancelled{};
  if (failure) std::rethrow_exception(failure);
  return event;
}

std::stop_token EventPump::decided(const std::string& call_id) {
  return shared_.with([&](Shared& shared) {
    shared.awaited_call = call_id;
    shared.awaited_decision = std::stop_source();
    bool already = std::any_of(shared.events.begin(), shared.events.end(),
                               [&](const json& event) { return is_decision_on(event, call_id); });
    // Nobody holds a token of the new source yet, so no callback runs under the lock.
    if (already) shared.awaited_decision.request_stop();
    return shared.awaited_decision.get_token();
  });
}

void EventPump::pump(std::stop_token stop) {
  try {
    std::int64_t progress = 0;
    std::chrono::milliseconds wait = first_pause;
    for (int attempt = 1; !follow_once(stop); ++attempt) {
      if (std::exchange(progress, last_sequence_) != last_sequence_) {
        attempt = 1;
        wait = first_pause;
      }
      if (attempt == most_attempts) {
        throw Error(
            Code::unavailable,
            fmt::format("following run {}: Hearth has stopped: the run goes on when it is started again", run_id_));
      }
      pause(std::exchange(wait, wait * 2), stop);
    }
  } catch (const Cancelled&) {  // the owner is being destroyed, and wants nothing more
  } catch (...) {               // nothing may leave a thread; next() throws it again
    shared_.update([failure = std::current_exception()](Shared& shared) { shared.failure = failure; });
  }
}

bool EventPump::follow_once(std::stop_token stop) {
  try {
    std::unique_ptr<Server> server = connector_.find_running(stop);
    if (!server) return false;
    auto take = [this](const json& event) { push(event); };
    server->follow(fmt::format("runs/{}/events", run_id_), last_sequence_, take, stop);
  } catch (const Error& error) {  // a sidecar that went away may be back in a moment, and the run with it
    if (error.code() != Code::unavailable) throw;
  }
  return ended_;
}

void EventPump::push(const json& event) {
  last_sequence_ = std::max(last_sequence_, integer_field(event, "sequence"));
  ended_ = ended_ || is_final_event(event);
  std::stop_source decision(std::nostopstate);
  shared_.update([&](Shared& shared) {
    if (is_decision_on(event, shared.awaited_call)) decision = shared.awaited_decision;
    shared.events.push_back(event);
  });
  decision.request_stop();
}

bool is_final_event(const json& event) {
  std::string type = text_field(event, "type");
  return type == "run.finished" || type == "run.failed" || type == "run.cancelled" || type == "run.interrupted";
}

}  // namespace hearth::cli
