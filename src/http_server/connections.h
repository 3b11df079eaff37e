// The open connections of one server: their sockets and threads. A connection's socket is closed only here and under
// the lock, so that nobody acts on a descriptor whose number means something else by now. Any thread, except where
// said.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <stop_token>
#include <thread>
#include <vector>

#include "base/fd.h"
#include "base/sync.h"

namespace hearth::http_server {

class Connections {
 public:
  using Id = std::uint64_t;
  // Runs on the connection's thread.
  using Body = std::function<void(Id, int socket, std::stop_token)>;
  struct Watched {
    Id id;
    int socket;
  };

  // `changed` is called, from any thread, when there is something new to watch or to reap.
  explicit Connections(std::function<void()> changed);
  // Requests every stop, lets answers that are being written go out, then cuts the sockets, and joins.
  ~Connections();
  Connections(const Connections&) = delete;
  Connections& operator=(const Connections&) = delete;

  // Throws std::system_error when the machine gives no further thread.
  void start(Fd socket, Body body);
  std::size_t count();
  // Asks that the connection be listed by watched() as long as it lives.
  void watch(Id id);
  std::vector<Watched> watched();
  void request_stop(Id id);
  // Joins the threads that have ended.
  void reap();

 private:
  struct Entry {
    Fd socket;
    std::jthread thread;
    bool is_watched = false;
  };
  struct State {
    Id last_id = 0;
    std::map<Id, Entry> open;
    std::vector<std::jthread> ended;
  };

  void end(Id id);
  void shut_down_all(int how);

  std::function<void()> changed_;
  Sync<State> state_;
};

}  // namespace hearth::http_server
