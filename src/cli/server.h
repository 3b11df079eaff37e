// What commands need of the sidecar: its JSON API. sidecar_connector.h implements it over client/; tests have a fake.
// Paths are those below /api/v1/. One thread at a time. Every call throws Error (the server's own words for a refusal,
// unavailable when it cannot be reached) and Cancelled.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>

#include "domain/json.h"

namespace hearth::cli {

class Server {
 public:
  virtual ~Server() = default;
  virtual json get(const std::string& path, std::stop_token stop) = 0;
  virtual json post(const std::string& path, const json& body, std::stop_token stop) = 0;
  virtual json put(const std::string& path, const json& body, std::stop_token stop) = 0;
  virtual json patch(const std::string& path, const json& body, std::stop_token stop) = 0;
  virtual json remove(const std::string& path, std::stop_token stop) = 0;
  // Hands over every event after `last_sequence`, {"sequence", "at", "type", "data"}, until the stream ends.
  virtual void follow(const std::string& path, std::int64_t last_sequence,
                      const std::function<void(const json& event)>& on_event, std::stop_token stop) = 0;
};

// How a command reaches the sidecar of its data directory. Any thread.
class Connector {
 public:
  virtual ~Connector() = default;
  // Starts the sidecar if none runs.
  virtual std::unique_ptr<Server> connect_or_start(std::stop_token stop) = 0;
  // Nothing if none runs.
  virtual std::unique_ptr<Server> find_running(std::stop_token stop) = 0;
};

}  // namespace hearth::cli
