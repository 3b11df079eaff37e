// One client connection, from its first byte to its last, on its own thread: reads requests, has them checked and
// handled, writes the answers. It ends by returning; the server owns the socket and closes it.
#pragma once

#include <cstdint>
#include <functional>
#include <stop_token>
#include <string>

#include "http_server/request_reader.h"
#include "http_server/response_head.h"
#include "http_server/server.h"
#include "http_server/wire.h"

namespace hearth::http_server {

// What a connection needs from its server. All of it may be called from many threads at once.
struct Surroundings {
  const Options& options;
  const Handler& handler;
  std::uint16_t port = 0;
  std::function<void()> request_began;
  std::function<void()> request_ended;
};

class Connection {
 public:
  // `watch` is called when a streamed answer begins: from then on somebody must notice a hang-up and request the stop.
  Connection(int socket, Transport transport, const Surroundings& surroundings, std::function<void()> watch);
  void run(std::stop_token stop);

 private:
  enum class Next { another_request, close };

  Next serve_one(const std::stop_token& stop);
  // True when a request is complete; false when the connection is to be closed.
  bool read_request(const std::stop_token& stop);
  bool receive(const std::stop_token& stop);
  bool admit(const std::stop_token& stop);
  Next answer(const std::stop_token& stop);
  Next send(const Response& response, AfterAnswer after, const std::stop_token& stop);
  // A connection that has streamed ends with the stream: the watch over it ends with the connection.
  void send_stream(const Response& response, const std::stop_token& stop);
  void refuse(const Response& response, const std::stop_token& stop);

  Transport transport_;
  const Surroundings& around_;
  std::function<void()> watch_;
  Wire wire_;
  RequestReader reader_;
  std::string head_;
  enum class Phase { first, idle, header, body } phase_ = Phase::first;
  Wire::Clock::time_point deadline_;
};

}  // namespace hearth::http_server
