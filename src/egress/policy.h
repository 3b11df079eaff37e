// The one decision about a connection, whoever wants it: Hearth itself, a tool or a boxed program. Pure functions of a
// mode, its rules and a question; nothing is looked up, asked or recorded here. Any thread.
//
// Deny beats allow, whatever their order; what no rule allows is denied, or asked about in the mode that asks. A rule
// about a name says nothing about addresses on this machine or in its network: those need a rule (or a consent) that
// names the address, so that a name which suddenly leads there reaches nothing.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/network_rule.h"
#include "egress/host.h"

namespace hearth::egress {

struct Policy {
  NetworkMode mode = NetworkMode::offline;
  std::string mode_source;         // for people: "mode offline", "session 7 is offline"
  std::vector<NetworkRule> rules;  // those of the question's session and those of every session
  std::string fault;               // why the policy cannot be read; then everything is denied
};

struct Question {
  Purpose purpose = Purpose::command;
  Host host;
  std::uint16_t port = 0;
  std::optional<SessionId> session;
};

enum class Decision { allow, deny, ask };
std::string_view to_string(Decision decision);

struct Verdict {
  Decision decision = Decision::deny;
  std::string rule;  // what decided, in words: "rule 3: allow model api.example.org:443", "mode offline"
};

// Before anything is looked up. An address is judged wholly here.
Verdict decide(const Policy& policy, const Question& question);

// For a name that was allowed: whether the connection may go to this address of it. Never answers `ask`.
Verdict decide_address(const Policy& policy, const Question& question, Consent consent, const IpAddress& address);

// "allow model api.example.org:443": a rule as people read it.
std::string describe(const NetworkRule& rule);
// "api.example.org:443", "[2001:db8::1]:443"
std::string describe(const Host& host, std::uint16_t port);

}  // namespace hearth::egress
