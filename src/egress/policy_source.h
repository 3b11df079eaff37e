// The policy as it is stored at this moment. What cannot be read or understood is a policy that denies everything and
// says why. Any thread, with its own connection.
#pragma once

#include <optional>

#include "db/connection.h"
#include "domain/ids.h"
#include "domain/json.h"
#include "egress/policy.h"

namespace hearth::egress {

// `configured_mode`: network.mode of config.toml, which then wins over the preference. Never throws for what is stored.
Policy read_policy(db::Connection& connection, const std::optional<json>& configured_mode,
                   std::optional<SessionId> session);

}  // namespace hearth::egress
