#include "http_server/connections.h"

#include <sys/socket.h>

#include <chrono>
#include <exception>
#include <utility>

#include "base/log.h"

namespace hearth::http_server {

namespace {

// How long answers in flight may take when the server stops, before their sockets are cut.
constexpr std::chrono::milliseconds grace{40};

}  // namespace

Connections::Connections(std::function<void()> changed) : changed_(std::move(changed)) {}

Connections::~Connections() {
  std::vector<std::stop_source> stops;
  state_.with([&](State& state) {
    for (auto& [id, entry] : state.open) stops.push_back(entry.thread.get_stop_source());
  });
  // Outside the lock: a stop callback is somebody else's code.
  for (std::stop_source& stop : stops) stop.request_stop();
  shut_down_all(SHUT_RD);
  auto all_ended = [](State& state) { return state.open.empty(); };
  auto nothing = [](State&) {};
  if (!state_.wait_until({}, std::chrono::steady_clock::now() + grace, all_ended, nothing)) {
    shut_down_all(SHUT_RDWR);
    state_.wait({}, all_ended, nothing);
  }
  reap();
}

void Connections::shut_down_all(int how) {
  state_.with([&](State& state) {
    for (auto& [id, entry] : state.open) ::shutdown(entry.socket.get(), how);
  });
}

void Connections::start(Fd socket, Body body) {
  state_.with([&](State& state) {
    Id id = ++state.last_id;
    int fd = socket.get();
    // The entry's memory comes first: once the thread runs, nothing here may fail.
    std::map<Id, Entry> fresh;
    fresh.emplace(id, Entry{std::move(socket), {}, false});
    auto entry = fresh.extract(id);
    // Whatever the thread does to its entry waits for this lock, so the entry is whole by then.
    entry.mapped().thread = std::jthread([this, id, fd, run = std::move(body)](std::stop_token stop) {
      // The end of a thread: an exception here would end the process, and one connection is not worth that.
      try {
        run(id, fd, std::move(stop));
      } catch (const std::exception& fault) {
        log::error("a connection ended with a fault: {}", fault.what());
      }
      end(id);
    });
    state.open.insert(std::move(entry));
  });
}

void Connections::end(Id id) {
  state_.update([&](State& state) {
    auto entry = state.open.extract(id);
    state.ended.push_back(std::move(entry.mapped().thread));
  });
  changed_();
}

std::size_t Connections::count() {
  return state_.with([](State& state) { return state.open.size(); });
}

void Connections::watch(Id id) {
  state_.with([&](State& state) { state.open.at(id).is_watched = true; });
  changed_();
}

std::vector<Connections::Watched> Connections::watched() {
  std::vector<Watched> watched;
  state_.with([&](State& state) {
    for (auto& [id, entry] : state.open) {
      if (entry.is_watched) watched.push_back({id, entry.socket.get()});
    }
  });
  return watched;
}

void Connections::request_stop(Id id) {
  std::stop_source stop(std::nostopstate);
  state_.with([&](State& state) {
    auto entry = state.open.find(id);
    if (entry == state.open.end()) return;
    entry->second.is_watched = false;  // noticed once is enough
    stop = entry->second.thread.get_stop_source();
  });
  stop.request_stop();
}

void Connections::reap() {
  std::vector<std::jthread> ended;
  state_.with([&](State& state) { ended.swap(state.ended); });
}

}  // namespace hearth::http_server
