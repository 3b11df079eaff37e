// What a handler gives back: a whole body, or a function that writes the body piece by piece (server-sent events).
#pragma once

#include <functional>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.h"

namespace hearth::http_server {

class Stream {
 public:
  virtual ~Stream() = default;
  // Sends the bytes at once. False when the client has gone or reads too slowly: the caller should then return.
  [[nodiscard]] virtual bool write(std::string_view bytes) = 0;
};

// Runs on the connection's thread. Its stop token is requested when the client hangs up or the server stops.
using StreamBody = std::function<void(Stream&, std::stop_token)>;

struct Response {
  int status = 200;
  std::string content_type = "application/json";
  std::string body = {};
  // Further headers. A Cache-Control here replaces the default, no-store.
  std::vector<std::pair<std::string, std::string>> headers = {};
  StreamBody stream = {};  // when set, `body` is not used
};

// An application/problem+json answer; the title is the status's reason phrase.
Response problem(int status, std::string_view detail);
Response problem(const Error& error);
// "Not Found" for 404.
std::string_view reason_phrase(int status);

}  // namespace hearth::http_server
