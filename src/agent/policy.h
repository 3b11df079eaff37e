// Decides whether a tool call runs, asks the user or is refused. Pure; any thread.
// Reads run unless a rule denies them. Everything else asks unless a grant allows it. Deny beats ask, ask beats allow.
#pragma once

#include <string>
#include <vector>

#include "domain/grant.h"
#include "domain/json.h"
#include "domain/tool.h"

namespace hearth::agent {

struct PolicyDecision {
  GrantEffect effect = GrantEffect::ask;
  std::string rule;  // for the user and the log: which rule decided
};

// `grants` are those that hold for the session and workspace of the call.
PolicyDecision decide(const ToolSpec& tool, const json& arguments, const std::vector<Grant>& grants);

// The workspace paths among the arguments of a call, in lexically normal form ("./a//b" is "a/b").
std::vector<std::string> paths_of(const ToolSpec& tool, const json& arguments);

}  // namespace hearth::agent
