#include <unistd.h>

#include "api/resources.h"

namespace hearth::api {

namespace {

http_server::Response health(const Call& call) {
  const Context& context = call.context;
  return json_response(json{{"status", "ok"},
                            {"version", context.version},
                            {"pid", ::getpid()},
                            {"uptime_ms", unix_millis_now() - context.started_at},
                            {"data_directory", context.store.directory()},
                            {"active_runs", context.runs.active()},
                            {"url", context.origin()}});
}

constexpr Route table[] = {
    {"GET", "/api/v1/health", "Whether the sidecar is up, and what it is doing", "", "", "Health", 200, health},
};

}  // namespace

std::span<const Route> health_routes() {
  return table;
}

}  // namespace hearth::api
