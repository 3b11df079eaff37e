// A running sidecar, as its clients see it: JSON in, JSON out, and streams of events, over its unix socket with its
// token. See connect.h for how to get one. One thread at a time; every call opens its own connection.
//
// An answer that says no is thrown as Error with the server's own words: 400, 413, 415, 422 … invalid_argument, 401,
// 403 and 421 denied, 404, 405 and 410 not_found, 409 and 412 conflict, 429 and 503 unavailable, 408 and 504 timeout,
// 501 and 505 unsupported, others internal. Unavailable when the sidecar has gone. Cancelled on stop.
#pragma once

#include <functional>
#include <stop_token>
#include <string>

#include "client/endpoint.h"
#include "domain/json.h"
#include "http_client/fetch.h"
#include "http_client/sse_parser.h"

namespace hearth::client {

enum class Follow { more, enough };
using OnEvent = std::function<Follow(const http_client::SseEvent&)>;

class Sidecar {
 public:
  explicit Sidecar(Endpoint endpoint) : endpoint_(std::move(endpoint)) {}

  // Paths begin with a slash: "/api/v1/sessions". null for an answer without content.
  json get(const std::string& path, std::stop_token stop);
  json post(const std::string& path, const json& body, std::stop_token stop);
  json put(const std::string& path, const json& body, std::stop_token stop);
  json patch(const std::string& path, const json& body, std::stop_token stop);
  json remove(const std::string& path, std::stop_token stop);

  // Hands over every event after `last_id` (empty: from the start), each once, until on_event has had enough or the
  // stream has ended. When the connection breaks off, takes up again after the last event while the sidecar lives.
  void events(const std::string& path, std::string last_id, const OnEvent& on_event, std::stop_token stop);

  const Endpoint& endpoint() const { return endpoint_; }

 private:
  http_client::Request request_for(std::string method, const std::string& path) const;
  json send(const char* method, const std::string& path, const json& body, const std::stop_token& stop) const;
  json send(http_client::Request request, const std::stop_token& stop) const;
  enum class Ending { enough, ended, broke_off };
  Ending follow_once(const std::string& path, std::string& last_id, const OnEvent& on_event,
                     const std::stop_token& stop);

  Endpoint endpoint_;
};

}  // namespace hearth::client
