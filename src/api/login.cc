#include <fmt/format.h>

#include "api/resources.h"
#include "base/error.h"

namespace hearth::api {

namespace {

http_server::Response log_in(const Call& call) {
  if (!call.context.login_codes.redeem(call.body["code"].get<std::string>())) {
    throw Error(Code::denied,
                "logging in: the link was used already, is older than five minutes, or is wrong; ask for a new "
                "one with `hearth open`");
  }
  return json_response(json{{"token", call.context.token}});
}

http_server::Response issue_code(const Call& call) {
  std::string origin = call.context.origin();
  if (origin.empty())
    throw Error(Code::unavailable, "making a login link: the sidecar has no TCP port; set server.tcp = true");
  std::string code = call.context.login_codes.issue();
  return json_response(json{{"code", code}, {"url", fmt::format("{}/#code={}", origin, code)}}, 201);
}

constexpr Route table[] = {
    {"POST", "/api/v1/login", "Exchange a one-time code for the token; the only call without one", "", "Login", "Token",
     200, log_in},
    {"POST", "/api/v1/login-codes", "Make a one-time login link for a browser", "", "", "LoginCode", 201, issue_code},
};

}  // namespace

std::span<const Route> login_routes() {
  return table;
}

}  // namespace hearth::api
