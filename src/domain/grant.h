// A standing rule about tool calls that need approval. Deny beats ask, ask beats allow. Plain values; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "domain/ids.h"

namespace hearth {

enum class GrantEffect { allow, ask, deny };
std::string_view to_string(GrantEffect effect);
GrantEffect grant_effect_from(std::string_view word);  // throws Error(internal) on an unknown word

struct Grant {
  GrantId id;
  GrantEffect effect = GrantEffect::ask;
  std::string tool;       // a tool's name, or "*"
  std::string pattern;    // a glob over the call's paths, relative to the workspace: "*" is one level, "**" any depth
  WorkspaceId workspace;  // it covers this workspace only
  std::optional<SessionId> session;  // set: only in this session
  UnixMillis created_at = 0;
};

}  // namespace hearth
