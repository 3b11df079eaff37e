// A sidecar for tests: answers by "METHOD path", keeps what was asked, and streams the events it is given.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include "base/sync.h"
#include "cli/server.h"
#include "domain/json.h"

namespace hearth::cli {

class FakeSidecar final : public Connector {
 public:
  struct Request {
    std::string what;  // "POST sessions"
    json body;
  };
  using Answer = std::function<json(const json& body)>;  // may throw Error

  void answer(const std::string& what, Answer answer);
  void answer(const std::string& what, json value);
  // One more event of the run.
  void emit(const std::string& type, json data);
  // The stream ends, as if the sidecar had gone, once after this event.
  void cut_after(std::int64_t sequence);
  void set_running(bool running);

  std::vector<Request> requests();
  // The body of the first such request; fails the test if there is none.
  json body_of(const std::string& what);

  std::unique_ptr<Server> connect_or_start(std::stop_token stop) override;
  std::unique_ptr<Server> find_running(std::stop_token stop) override;

 private:
  static constexpr std::int64_t never = -1;
  class FakeServer;
  struct State {
    std::map<std::string, Answer> answers;
    std::vector<Request> requests;
    std::vector<json> events;
    std::int64_t cut_after = never;
    bool running = true;
  };
  json request(const std::string& what, const json& body);
  Sync<State> state_;
};

}  // namespace hearth::cli
