// What the user allows to leave the machine: rules, and modes of single sessions. What they mean is egress/policy.h's.
#pragma once

#include <optional>
#include <vector>

#include "domain/network_rule.h"
#include "store/store.h"

namespace hearth::store {

// The same rule again is not added twice: the id of the one that is there.
NetworkRuleId add_network_rule(Write& write, const NetworkRule& rule);
// The rule that is gone. Throws Error(not_found).
NetworkRule remove_network_rule(Write& write, NetworkRuleId id);
// Every rule, oldest first. Throws Error(internal) for one that cannot be understood.
std::vector<NetworkRule> network_rules(db::Connection& connection);
// The rules that hold everywhere and, with a session, its own.
std::vector<NetworkRule> network_rules_for(db::Connection& connection, std::optional<SessionId> session);

// Nothing: the session has no mode of its own. Throws Error(not_found) without such a session.
std::optional<NetworkMode> session_network_mode(db::Connection& connection, SessionId session);
void set_session_network_mode(Write& write, SessionId session, std::optional<NetworkMode> mode);

}  // namespace hearth::store
