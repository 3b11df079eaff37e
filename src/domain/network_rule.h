// What the user allows to leave this machine: a mode, and rules about purposes, hosts and ports. How they are applied
// is egress/policy.h's. Plain values; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "domain/ids.h"

namespace hearth {

// Strictest first, so that the smaller of two is the stricter.
enum class NetworkMode {
  offline,    // nothing leaves this machine
  local,      // only to the private network, where a rule allows it
  allowlist,  // only where a rule allows it
  ask,        // where no rule speaks, the user is asked
};
std::string_view to_string(NetworkMode mode);
std::optional<NetworkMode> network_mode_from(std::string_view word);

// Why a connection is made.
enum class Purpose { model, mcp, download, update, command };
std::string_view to_string(Purpose purpose);
std::optional<Purpose> purpose_from(std::string_view word);

// What the user said to one connection that the mode asks about.
enum class Consent { none, given };

enum class RuleEffect { allow, deny };
std::string_view to_string(RuleEffect effect);

struct NetworkRule {
  NetworkRuleId id;
  RuleEffect effect = RuleEffect::deny;
  std::optional<Purpose> purpose;  // nothing: every purpose
  std::string host;                // as egress/host_pattern.h writes it: a name, an address, or "*.example.org"
  std::uint16_t port = 0;
  std::optional<SessionId> session;  // set: only in this session
  UnixMillis created_at = 0;
};

}  // namespace hearth
