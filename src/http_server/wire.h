// Whole sends and timed receives on a connected socket. The socket itself belongs to the server, which wakes a blocked
// call by shutting it down. One thread. A client that goes away is a return value, never an exception.
#pragma once

#include <chrono>
#include <cstddef>
#include <span>
#include <stop_token>
#include <string_view>

#include "http_server/limits.h"
#include "http_server/request.h"

namespace hearth::http_server {

class Wire {
 public:
  using Clock = std::chrono::steady_clock;

  // Sets the socket's options. A blocked call looks at its deadline a few times within the shortest limit.
  Wire(int socket, Transport transport, const Limits& limits);

  struct Received {
    enum class Outcome { bytes, tick, closed };
    Outcome outcome;
    std::string_view bytes;  // valid until the next call
  };
  // Waits for bytes, but at most one tick.
  Received receive();

  // Sends all parts as one; false when the client has gone, does not read within the write timeout, or on stop.
  [[nodiscard]] bool send(std::string_view first, std::string_view second, std::string_view third,
                          const std::stop_token& stop);

  // Ends our side and reads on for a moment, so that the client gets to read the last answer: closing a socket with
  // unread bytes in it would reset the connection.
  void finish_sending();

 private:
  int socket_;
  std::chrono::milliseconds tick_;
  std::chrono::milliseconds write_timeout_;
  char buffer_[16 * 1024];
};

}  // namespace hearth::http_server
