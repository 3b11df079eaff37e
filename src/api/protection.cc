#include <optional>
#include <string>

#include "api/resources.h"
#include "base/error.h"
#include "sandbox/protection.h"
#include "store/sessions.h"
#include "workspace/root.h"

namespace hearth::api {

namespace {

http_server::Response show(const Call& call) {
  json protection = sandbox::to_json(call.context.sandbox.examine(call.stop));
  if (std::string root = call.query_text("workspace"); !root.empty()) {
    protection["accepted"] = call.context.store.read([&](db::Connection& connection) {
      std::optional<WorkspaceId> workspace = store::find_workspace(connection, root);
      return workspace ? store::to_string(store::least_box(connection, *workspace)) : std::string_view("full");
    });
  }
  return json_response(protection);
}

http_server::Response accept(const Call& call) {
  std::string root =
      workspace::open_root(call.body["workspace"].get<std::string>(), call.context.forbidden_folders).path;
  auto least = call.body["accepted"].get<std::string>() == "reduced" ? store::LeastBox::reduced : store::LeastBox::full;
  call.context.store.write([&](store::Write& write) {
    store::set_least_box(write, store::workspace_id(write, root, unix_millis_now()), least);
  });
  return json_response(json{{"workspace", root}, {"accepted", store::to_string(least)}});
}

constexpr Route table[] = {
    {"GET", "/api/v1/protection", "How well boxes protect on this machine, from a real one", "workspace", "",
     "Protection", 200, show},
    {"PUT", "/api/v1/protection", "The least protection that programs of a workspace may run with", "",
     "ProtectionAccept", "ProtectionAccepted", 200, accept},
};

}  // namespace

std::span<const Route> protection_routes() {
  return table;
}

}  // namespace hearth::api
