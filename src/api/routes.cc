#include <algorithm>
#include <tuple>
#include <vector>

#include "api/resources.h"
#include "api/route.h"

namespace hearth::api {

namespace {

std::vector<Route> join() {
  std::vector<Route> all;
  for (auto table : {approval_routes,   attachment_routes,    branch_routes,     doctor_routes,
                     document_routes,   egress_routes,        file_routes,       grant_routes,
                     health_routes,     history_routes,       login_routes,      machine_routes,
                     memory_routes,     memory_search_routes, message_routes,    model_routes,
                     network_routes,    openapi_routes,       page_state_routes, preview_routes,
                     protection_routes, run_event_routes,     run_routes,        search_routes,
                     session_routes,    setting_routes,       shutdown_routes,   support_bundle_routes,
                     task_routes,       workspace_routes}) {
    std::span<const Route> routes = table();
    all.insert(all.end(), routes.begin(), routes.end());
  }
  std::ranges::sort(all, {}, [](const Route& route) { return std::tuple(route.path, route.method); });
  return all;
}

}  // namespace

std::span<const Route> routes() {
  static const std::vector<Route> all = join();
  return all;
}

}  // namespace hearth::api
