#include "client/sidecar.h"

#include <fmt/format.h>

#include <chrono>
#include <optional>
#include <utility>

#include "base/error.h"
#include "base/stop.h"
#include "client/pause.h"
#include "domain/egress_permit.h"

namespace hearth::client {

namespace {

using namespace std::chrono_literals;

// Streams have a heartbeat of some seconds; a search may take a while.
constexpr auto longest_silence = 60s;
constexpr auto connect_limit = 2s;
// A stream that breaks off again and again without an event in between is given up.
constexpr int most_fruitless_attempts = 5;
constexpr auto between_attempts = 50ms;

Code code_of_status(int status) {
  switch (status) {
    case 401:
    case 403:
    case 421:
      return Code::denied;
    case 404:
    case 405:
    case 410:
      return Code::not_found;
    case 409:
    case 412:
      return Code::conflict;
    case 429:
    case 503:
      return Code::unavailable;
    case 408:
    case 504:
      return Code::timeout;
    case 501:
    case 505:
      return Code::unsupported;
    default:
      return status >= 400 && status < 500 ? Code::invalid_argument : Code::internal;
  }
}

[[noreturn]] void throw_problem(int status, const std::string& body) {
  json problem = json::parse(body, nullptr, false);
  bool has_detail = problem.is_object() && problem.contains("detail") && problem["detail"].is_string();
  throw Error(code_of_status(status), has_detail ? problem["detail"].get<std::string>()
                                                 : fmt::format("asking Hearth: it answered with status {}", status));
}

bool is_success(int status) {
  return status >= 200 && status < 300;
}

}  // namespace

http_client::Request Sidecar::request_for(std::string method, const std::string& path) const {
  http_client::Request request;
  request.method = std::move(method);
  request.url = "http://localhost" + path;
  request.unix_socket = endpoint_.socket;
  request.timeouts = {.connect = connect_limit, .total = 0ms, .idle = longest_silence};
  // Read each time: after a restart of the sidecar it is another one.
  if (std::optional<std::string> token = read_token(endpoint_)) {
    request.headers.emplace_back("Authorization", "Bearer " + *token);
  }
  return request;
}

json Sidecar::send(http_client::Request request, const std::stop_token& stop) const {
  http_client::Response response = http_client::fetch(request, EgressPermit::local(), stop);
  if (!is_success(response.status)) throw_problem(response.status, response.body);
  if (response.body.empty()) return nullptr;
  json answer = json::parse(response.body, nullptr, false);
  if (answer.is_discarded())
    throw Error(Code::internal, fmt::format("asking Hearth for {}: the answer is not JSON", request.url));
  return answer;
}

json Sidecar::get(const std::string& path, std::stop_token stop) {
  return send(request_for("GET", path), stop);
}
json Sidecar::remove(const std::string& path, std::stop_token stop) {
  return send(request_for("DELETE", path), stop);
}

json Sidecar::post(const std::string& path, const json& body, std::stop_token stop) {
  return send("POST", path, body, stop);
}
json Sidecar::put(const std::string& path, const json& body, std::stop_token stop) {
  return send("PUT", path, body, stop);
}
json Sidecar::patch(const std::string& path, const json& body, std::stop_token stop) {
  return send("PATCH", path, body, stop);
}

json Sidecar::send(const char* method, const std::string& path, const json& body, const std::stop_token& stop) const {
  http_client::Request request = request_for(method, path);
  request.headers.emplace_back("Content-Type", "application/json");
  request.body = body.dump();
  return send(std::move(request), stop);
}

void Sidecar::events(const std::string& path, std::string last_id, const OnEvent& on_event, std::stop_token stop) {
  for (int fruitless = 0; fruitless < most_fruitless_attempts;) {
    std::string before = last_id;
    Ending ending = follow_once(path, last_id, on_event, stop);
    bool has_progress = last_id != before;
    if (ending == Ending::enough) return;
    // A stopping sidecar ends its streams in good order too; only one that has nothing to add has really ended.
    if (ending == Ending::ended && !has_progress) return;
    fruitless = has_progress ? 0 : fruitless + 1;
    if (ending == Ending::broke_off) pause_for(between_attempts, stop);
  }
  throw Error(Code::unavailable, fmt::format("following {}: the connection breaks off again and again", path));
}

Sidecar::Ending Sidecar::follow_once(const std::string& path, std::string& last_id, const OnEvent& on_event,
                                     const std::stop_token& stop) {
  http_client::Request request = request_for("GET", path);
  request.headers.emplace_back("Accept", "text/event-stream");
  if (!last_id.empty()) request.headers.emplace_back("Last-Event-ID", last_id);

  std::stop_source end_of_interest;
  std::stop_callback forward(stop, [&] { end_of_interest.request_stop(); });
  bool has_enough = false;
  bool has_begun = false;
  std::string refusal;
  http_client::SseParser parser([&](const http_client::SseEvent& event) {
    if (has_enough) return;
    if (!event.id.empty()) last_id = event.id;
    has_enough = on_event(event) == Follow::enough;
    if (has_enough) end_of_interest.request_stop();
  });
  http_client::Receiver receiver;
  receiver.on_head = [&](const http_client::Response& head) { has_begun = is_success(head.status); };
  receiver.on_bytes = [&](std::string_view bytes) { has_begun ? parser.feed(bytes) : void(refusal += bytes); };
  try {
    http_client::Response response =
        http_client::stream(request, receiver, EgressPermit::local(), end_of_interest.get_token());
    if (!is_success(response.status)) throw_problem(response.status, refusal);
    return has_enough ? Ending::enough : Ending::ended;
  } catch (const Cancelled&) {
    if (has_enough) return Ending::enough;
    throw;
  } catch (const Error& error) {
    if (has_enough) return Ending::enough;  // the end of the connection came before our own
    // A stream that had begun is taken up again; that fails in turn, for good, when the sidecar has gone.
    bool may_resume = has_begun && (error.code() == Code::unavailable || error.code() == Code::timeout);
    if (!may_resume) throw;
    return Ending::broke_off;
  }
}

}  // namespace hearth::client
