// What the pages keep between starts: a browser would forget it, since the sidecar's address is new each time.
#include "store/page_state.h"

#include <fmt/format.h>

#include <algorithm>

#include "api/resources.h"
#include "base/clock.h"
#include "base/error.h"

namespace hearth::api {

namespace {

constexpr std::size_t longest_name = 64;

bool is_name(std::string_view name) {
  return !name.empty() && name.size() <= longest_name && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-';
  });
}

http_server::Response list(const Call& call) {
  json all = json::array();
  auto add = [&](std::string_view name, std::string_view value) { all.push_back({{"name", name}, {"value", value}}); };
  call.context.store.read([&](db::Connection& connection) { store::each_page_state(connection, add); });
  return json_response(json{{"page_state", std::move(all)}});
}

http_server::Response put(const Call& call) {
  const std::string& name = call.parameters.find("name")->second;
  if (!is_name(name)) {
    throw Error(
        Code::invalid_argument,
        fmt::format("keeping a page's state as \"{}\": a name is 1 to {} of a-z, 0-9, . and -", name, longest_name));
  }
  const std::string& value = call.body["value"].get_ref<const std::string&>();
  call.context.store.write([&](store::Write& write) { store::set_page_state(write, name, value, unix_millis_now()); });
  return json_response(json{{"name", name}, {"value", value}});
}

constexpr Route table[] = {
    {"GET", "/api/v1/page-state", "What the pages keep from one start to the next, by name", "", "", "PageStateList",
     200, list},
    {"PUT", "/api/v1/page-state/{name}", "Keep a text for the pages; an empty one is forgotten", "", "PageStateValue",
     "PageState", 200, put},
};

}  // namespace

std::span<const Route> page_state_routes() {
  return table;
}

}  // namespace hearth::api
