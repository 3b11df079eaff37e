#include "egress/policy_source.h"

#include <fmt/format.h>

#include "base/check.h"
#include "base/error.h"
#include "egress/host_pattern.h"
#include "settings/settings.h"
#include "store/network_rules.h"
#include "store/preferences.h"

namespace hearth::egress {

namespace {

constexpr std::string_view setting = "network.mode";

// Not by settings::Settings, which puts the default in place of a value that is no longer allowed.
NetworkMode global_mode(db::Connection& connection, const std::optional<json>& configured_mode) {
  std::optional<json> value = configured_mode;
  if (!value) value = store::find_preference(connection, setting);
  if (!value) {
    const settings::Declaration* declaration = settings::find(setting);
    check(declaration != nullptr);
    value = declaration->default_value;
  }
  std::optional<NetworkMode> mode;
  if (value->is_string()) mode = network_mode_from(value->get<std::string>());
  if (!mode) {
    throw Error(Code::internal, fmt::format("the setting {} is {}: `hearth network offline` or another mode mends it",
                                            setting, value->dump()));
  }
  return *mode;
}

void read_mode(db::Connection& connection, const std::optional<json>& configured_mode, std::optional<SessionId> session,
               Policy& policy) {
  policy.mode = global_mode(connection, configured_mode);
  policy.mode_source = fmt::format("the mode is {}", to_string(policy.mode));
  if (!session) return;
  std::optional<NetworkMode> own = store::session_network_mode(connection, *session);
  if (!own || *own >= policy.mode) return;
  policy.mode = *own;
  policy.mode_source = fmt::format("the mode of session {} is {}", session->value, to_string(*own));
}

}  // namespace

Policy read_policy(db::Connection& connection, const std::optional<json>& configured_mode,
                   std::optional<SessionId> session) {
  Policy policy;
  try {
    read_mode(connection, configured_mode, session, policy);
    policy.rules = store::network_rules_for(connection, session);
    for (const NetworkRule& rule : policy.rules) HostPattern understood(rule.host);
  } catch (const Error& error) {  // a policy that cannot be read is one that denies, and no failure of the caller
    policy.fault = error.what();
  }
  return policy;
}

}  // namespace hearth::egress
