#include "api/resources.h"

namespace hearth::api {

namespace {

http_server::Response shut_down(const Call& call) {
  call.context.shut_down();
  return json_response(json{{"status", "stopping"}, {"active_runs", call.context.runs.active()}}, 202);
}

constexpr Route table[] = {
    {"POST", "/api/v1/shutdown", "End the sidecar in order; open runs are taken up at its next start", "", "",
     "Shutdown", 202, shut_down},
};

}  // namespace

std::span<const Route> shutdown_routes() {
  return table;
}

}  // namespace hearth::api
