#include "cli/testing/fake_sidecar.h"

#include <gtest/gtest.h>

#include <utility>

#include "base/error.h"
#include "base/stop.h"
#include "cli/run/event_pump.h"

namespace hearth::cli {

class FakeSidecar::FakeServer final : public Server {
 public:
  explicit FakeServer(FakeSidecar& sidecar) : sidecar_(sidecar) {}
  json get(const std::string& path, std::stop_token) override { return sidecar_.request("GET " + path, {}); }
  json post(const std::string& path, const json& body, std::stop_token) override {
    return sidecar_.request("POST " + path, body);
  }
  json put(const std::string& path, const json& body, std::stop_token) override {
    return sidecar_.request("PUT " + path, body);
  }
  json patch(const std::string& path, const json& body, std::stop_token) override {
    return sidecar_.request("PATCH " + path, body);
  }
  json remove(const std::string& path, std::stop_token) override { return sidecar_.request("DELETE " + path, {}); }

  void follow(const std::string&, std::int64_t last, const std::function<void(const json&)>& on_event,
              std::stop_token stop) override {
    for (;;) {
      json event;
      bool cut = false;
      auto next = static_cast<std::size_t>(last);
      bool woken = sidecar_.state_.wait(
          stop, [&](State& state) { return state.events.size() > next || state.cut_after == last; },
          [&](State& state) {
            cut = state.cut_after == last;
            if (cut) {
              state.cut_after = never;
            } else {
              event = state.events[next];
            }
          });
      if (!woken) throw Cancelled{};
      if (cut) return;
      on_event(event);
      ++last;
      if (is_final_event(event)) return;
    }
  }

 private:
  FakeSidecar& sidecar_;
};

void FakeSidecar::answer(const std::string& what, Answer answer) {
  state_.with([&](State& state) { state.answers[what] = std::move(answer); });
}

void FakeSidecar::answer(const std::string& what, json value) {
  answer(what, [value = std::move(value)](const json&) { return value; });
}

void FakeSidecar::emit(const std::string& type, json data) {
  state_.update([&](State& state) {
    auto sequence = static_cast<std::int64_t>(state.events.size()) + 1;
    state.events.push_back(
        {{"sequence", sequence}, {"at", 1000 * sequence}, {"type", type}, {"data", std::move(data)}});
  });
}

void FakeSidecar::cut_after(std::int64_t sequence) {
  state_.update([&](State& state) { state.cut_after = sequence; });
}

void FakeSidecar::set_running(bool running) {
  state_.with([&](State& state) { state.running = running; });
}

std::vector<FakeSidecar::Request> FakeSidecar::requests() {
  return state_.with([](State& state) { return state.requests; });
}

json FakeSidecar::body_of(const std::string& what) {
  for (const Request& request : requests()) {
    if (request.what == what) return request.body;
  }
  ADD_FAILURE() << "nothing asked for " << what;
  return {};
}

std::unique_ptr<Server> FakeSidecar::connect_or_start(std::stop_token stop) {
  throw_if_stopped(stop);
  set_running(true);
  return std::make_unique<FakeServer>(*this);
}

std::unique_ptr<Server> FakeSidecar::find_running(std::stop_token stop) {
  throw_if_stopped(stop);
  bool running = state_.with([](State& state) { return state.running; });
  return running ? std::make_unique<FakeServer>(*this) : nullptr;
}

json FakeSidecar::request(const std::string& what, const json& body) {
  Answer found = state_.with([&](State& state) {
    state.requests.push_back({what, body});
    auto answer = state.answers.find(what);
    return answer == state.answers.end() ? Answer() : answer->second;
  });
  if (!found) throw Error(Code::not_found, what + ": there is no such thing");
  return found(body);
}

}  // namespace hearth::cli
