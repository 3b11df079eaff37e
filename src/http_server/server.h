// The HTTP server of the sidecar: a unix socket and a TCP port on 127.0.0.1, one thread per connection, HTTP/1.1 only.
//
// app/ owns it. Handlers run on the connections' threads, many at once, so they must be thread-safe. Before a handler
// runs, the framing has been checked (request_reader.h), and Host, Origin and content type (origin_guard.h). An Error
// that leaves a handler becomes a problem answer with its status, any other exception a 500; Cancelled closes the
// connection. The destructor stops accepting, requests every stop token, and joins: a handler must obey its token.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>

#include "http_server/limits.h"
#include "http_server/request.h"
#include "http_server/response.h"

namespace hearth::http_server {

// The request stays alive until the answer has been sent, streamed bodies included.
using Handler = std::function<Response(const Request&, std::stop_token)>;
// Called when a request's header is there and before its body is read: an answer ends the request, so that a client
// without a token cannot make the server hold a large body.
using Admission = std::function<std::optional<Response>(const Request&)>;

// Whether a page of ours shares a process with pages that opened it. A window that shows nothing else says unsaid: to
// be isolated costs it a second web process and half a second.
enum class OpenerPolicy { isolated, unsaid };

struct Options {
  std::optional<std::string> unix_socket_path = {};  // created 0600; a stale socket there is replaced
  std::optional<std::uint16_t> tcp_port = {};        // 0 takes any free port
  Limits limits = {};
  Admission admit = {};  // may be empty
  OpenerPolicy opener = OpenerPolicy::isolated;
};

struct Activity {
  std::size_t connections = 0;
  std::size_t requests = 0;           // being answered now, streams included
  std::chrono::milliseconds idle{0};  // since the last request began or ended; 0 while one is being answered
};

class Server {
 public:
  // Listens and serves from here on. Throws Error: conflict when the unix socket or the port is in use.
  Server(Options options, Handler handler);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  // 0 without a TCP listener.
  std::uint16_t tcp_port() const;
  Activity activity() const;

 private:
  class Core;
  std::unique_ptr<Core> core_;
};

}  // namespace hearth::http_server
