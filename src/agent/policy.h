// Decides whether a tool call runs, asks the user or is refused. Pure; any thread.
//
// Reads run unless a rule denies them. Everything else asks unless a grant allows it. Deny beats ask, ask beats allow.
// Two things ask whatever the grants say: a call that wants to reach other machines, and, once a session holds both
// text that somebody else may have written and the user's own data, every call that could carry data away or destroy
// it.
#pragma once

#include <string>
#include <vector>

#include "domain/grant.h"
#include "domain/json.h"
#include "domain/labels.h"
#include "domain/tool.h"

namespace hearth::agent {

struct PolicyDecision {
  GrantEffect effect = GrantEffect::ask;
  std::string rule;        // for the user and the log: which rule decided
  bool user_only = false;  // no grant, and no consent given in advance, can answer this question
};

// `grants` are those that hold for the session and workspace of the call, `session` is what the session has held.
PolicyDecision decide(const ToolSpec& tool, const json& arguments, const std::vector<Grant>& grants,
                      const Labels& session);

// The workspace paths among the arguments of a call, in lexically normal form ("./a//b" is "a/b").
std::vector<std::string> paths_of(const ToolSpec& tool, const json& arguments);
// The command line of a call; empty if its tool takes none.
std::string command_of(const ToolSpec& tool, const json& arguments);
// The hosts that a call wants to reach, as "host:port", spelled as they are looked up, whatever the call wrote. Throws
// Error(invalid_argument) for what is none.
std::vector<std::string> hosts_of(const ToolSpec& tool, const json& arguments);

}  // namespace hearth::agent
