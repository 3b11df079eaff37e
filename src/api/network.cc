// What may leave this machine: modes and rules.
#include <optional>
#include <string>

#include "api/resources.h"
#include "base/error.h"
#include "egress/host_pattern.h"
#include "settings/settings.h"
#include "store/network_rules.h"
#include "store/preferences.h"
#include "store/sessions.h"

namespace hearth::api {

namespace {

constexpr const char* setting = "network.mode";

json to_json(const NetworkRule& rule) {
  return {{"id", rule.id.value},
          {"effect", to_string(rule.effect)},
          {"purpose", rule.purpose ? to_string(*rule.purpose) : "*"},
          {"host", rule.host},
          {"port", rule.port},
          {"session", rule.session ? json(rule.session->value) : json(nullptr)},
          {"created_at", rule.created_at}};
}

// The mode everywhere, that of one session, and what follows from both.
json state_of(const Call& call, std::optional<SessionId> session) {
  json own = nullptr;
  if (session) {
    std::optional<NetworkMode> mode = call.context.store.read(
        [&](db::Connection& connection) { return store::session_network_mode(connection, *session); });
    if (mode) own = to_string(*mode);
  }
  egress::Policy everywhere = call.context.gate.policy(std::nullopt);
  egress::Policy policy = call.context.gate.policy(session);
  settings::Source source = call.context.settings().get(setting).source;
  return {{"mode", to_string(everywhere.mode)},
          {"fixed", source == settings::Source::config_file},
          {"session", session ? json(session->value) : json(nullptr)},
          {"session_mode", own},
          {"effective", to_string(policy.mode)},
          {"fault", policy.fault.empty() ? json(nullptr) : json(policy.fault)}};
}

http_server::Response show(const Call& call) {
  return json_response(state_of(call, call.query_id<SessionId>("session")));
}

void set_everywhere(const Call& call, const json& mode) {
  if (call.context.settings().get(setting).source == settings::Source::config_file) {
    throw Error(Code::denied,
                "changing the network mode: it is set in config.toml; change it there and restart Hearth");
  }
  if (mode.is_null()) {
    throw Error(Code::invalid_argument, "changing the network mode: only a session can do without one of its own");
  }
  call.context.store.write(
      [&](store::Write& write) { store::set_preference(write, setting, mode, unix_millis_now()); });
}

http_server::Response set(const Call& call) {
  const json& mode = call.body["mode"];
  std::optional<SessionId> session;
  if (call.body.contains("session")) session = SessionId{call.body["session"].get<std::int64_t>()};
  if (session) {
    std::optional<NetworkMode> own;
    if (mode.is_string()) own = network_mode_from(mode.get<std::string>());
    call.context.store.write([&](store::Write& write) { store::set_session_network_mode(write, *session, own); });
  } else {
    set_everywhere(call, mode);
  }
  call.context.gate.policy_changed();
  return json_response(state_of(call, session));
}

http_server::Response list_rules(const Call& call) {
  json all = json::array();
  for (const NetworkRule& rule : call.context.store.read(store::network_rules)) all.push_back(to_json(rule));
  return json_response(json{{"rules", std::move(all)}});
}

http_server::Response add_rule(const Call& call) {
  const json& body = call.body;
  NetworkRule rule;
  rule.effect = body["effect"] == to_string(RuleEffect::allow) ? RuleEffect::allow : RuleEffect::deny;
  rule.purpose = purpose_from(body.value("purpose", std::string("*")));
  rule.host = egress::HostPattern(body["host"].get<std::string>()).text();
  rule.port = body["port"].get<std::uint16_t>();
  rule.created_at = unix_millis_now();
  if (body.contains("session")) rule.session = SessionId{body["session"].get<std::int64_t>()};
  rule.id = call.context.store.write([&](store::Write& write) {
    if (rule.session) store::get_session(write, *rule.session);
    return store::add_network_rule(write, rule);
  });
  call.context.gate.policy_changed();
  return json_response(to_json(rule), 201);
}

http_server::Response remove_rule(const Call& call) {
  NetworkRule removed = call.context.store.write(
      [&](store::Write& write) { return store::remove_network_rule(write, NetworkRuleId{call.id()}); });
  call.context.gate.policy_changed();
  return json_response(to_json(removed));
}

constexpr Route table[] = {
    {"GET", "/api/v1/network", "What may leave this machine: the mode, and that of a session", "session", "", "Network",
     200, show},
    {"PUT", "/api/v1/network", "Change the mode, everywhere or of a session; open connections follow", "",
     "NetworkChange", "Network", 200, set},
    {"GET", "/api/v1/network/rules", "Rules about hosts, oldest first", "", "", "NetworkRuleList", 200, list_rules},
    {"POST", "/api/v1/network/rules", "Allow or deny a host", "", "NewNetworkRule", "NetworkRule", 201, add_rule},
    {"DELETE", "/api/v1/network/rules/{id}", "Take a rule back", "", "", "NetworkRule", 200, remove_rule},
};

}  // namespace

std::span<const Route> network_routes() {
  return table;
}

}  // namespace hearth::api
