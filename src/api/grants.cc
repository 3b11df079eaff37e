// What the user allowed for good, or for a session.
#include "store/grants.h"
#include "api/resources.h"
#include "base/json_writer.h"
#include "store/stored_path.h"

namespace hearth::api {

namespace {

json to_json(const Grant& grant, std::string_view root) {
  return {{"id", grant.id.value},
          {"effect", to_string(grant.effect)},
          {"tool", grant.tool},
          {"pattern", grant.pattern},
          {"workspace", store::path_from_stored(root)},
          {"session", grant.session ? json(grant.session->value) : json(nullptr)},
          {"created_at", grant.created_at}};
}

http_server::Response list(const Call& call) {
  json all = json::array();
  auto add = [&](const Grant& grant, std::string_view root) { all.push_back(to_json(grant, root)); };
  call.context.store.read([&](db::Connection& connection) { store::each_grant(connection, add); });
  return json_response(json{{"grants", std::move(all)}});
}

http_server::Response remove(const Call& call) {
  json removed;
  auto find = [&](const Grant& grant, std::string_view root) {
    if (grant.id.value == call.id()) removed = to_json(grant, root);
  };
  call.context.store.write([&](store::Write& write) {
    store::each_grant(write, find);
    store::remove_grant(write, GrantId{call.id()});
  });
  return json_response(removed);
}

constexpr Route table[] = {
    {"GET", "/api/v1/grants", "Calls that are allowed without a question, oldest first", "", "", "GrantList", 200,
     list},
    {"DELETE", "/api/v1/grants/{id}", "Ask about such calls again", "", "", "Grant", 200, remove},
};

}  // namespace

std::span<const Route> grant_routes() {
  return table;
}

}  // namespace hearth::api
