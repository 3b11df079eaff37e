#include "egress/policy.h"

#include <fmt/format.h>

#include <algorithm>

#include "egress/address.h"
#include "egress/host_pattern.h"

namespace hearth::egress {

namespace {

std::string text_of(const NetworkRule& rule) {
  return fmt::format("rule {}: {}", rule.id.value, describe(rule));
}

const NetworkRule* find_rule(const Policy& policy, RuleEffect effect, const Question& question) {
  auto speaks_of_it = [&](const NetworkRule& rule) {
    return rule.effect == effect && rule.port == question.port &&
           (!rule.purpose || *rule.purpose == question.purpose) &&
           (!rule.session || rule.session == question.session) && HostPattern(rule.host).matches(question.host);
  };
  auto found = std::ranges::find_if(policy.rules, speaks_of_it);
  return found == policy.rules.end() ? nullptr : &*found;
}

std::string advice(const Question& question) {
  return fmt::format("`hearth network allow {}` would allow it", describe(question.host, question.port));
}

// What the kind of the address alone forbids; nothing if rules may decide.
std::optional<Verdict> forbidden_by_address(const Policy& policy, const IpAddress& address) {
  AddressClass kind = classify(address);
  Reach reach = reach_of(kind);
  if (reach == Reach::nowhere) {
    return Verdict{Decision::deny, fmt::format("{} is {}, where nothing is reached", address.text(), to_string(kind))};
  }
  if (policy.mode == NetworkMode::local && reach == Reach::internet) {
    return Verdict{Decision::deny, fmt::format("{}: {} is on the internet", policy.mode_source, address.text())};
  }
  return std::nullopt;
}

std::optional<Verdict> forbidden_by_policy(const Policy& policy, const Question& question) {
  if (!policy.fault.empty()) return Verdict{Decision::deny, "the network policy cannot be read: " + policy.fault};
  if (policy.mode == NetworkMode::offline) return Verdict{Decision::deny, policy.mode_source};
  if (const NetworkRule* rule = find_rule(policy, RuleEffect::deny, question)) {
    return Verdict{Decision::deny, text_of(*rule)};
  }
  return std::nullopt;
}

}  // namespace

std::string_view to_string(Decision decision) {
  switch (decision) {
    case Decision::allow:
      return "allow";
    case Decision::deny:
      return "deny";
    case Decision::ask:
      return "ask";
  }
  return {};
}

Verdict decide(const Policy& policy, const Question& question) {
  if (std::optional<Verdict> no = forbidden_by_policy(policy, question)) return *no;
  if (question.host.address) {
    if (std::optional<Verdict> no = forbidden_by_address(policy, *question.host.address)) return *no;
  }
  if (const NetworkRule* rule = find_rule(policy, RuleEffect::allow, question)) {
    return {Decision::allow, text_of(*rule)};
  }
  if (policy.mode == NetworkMode::ask) return {Decision::ask, policy.mode_source};
  return {Decision::deny, fmt::format("{}, and no rule allows it: {}", policy.mode_source, advice(question))};
}

Verdict decide_address(const Policy& policy, const Question& question, Consent consent, const IpAddress& address) {
  Question about_address = question;
  about_address.host = host_of(address);
  if (std::optional<Verdict> no = forbidden_by_policy(policy, about_address)) return *no;
  if (std::optional<Verdict> no = forbidden_by_address(policy, address)) return *no;
  if (reach_of(classify(address)) == Reach::internet) return {Decision::allow, "a public address"};
  if (const NetworkRule* rule = find_rule(policy, RuleEffect::allow, about_address)) {
    return {Decision::allow, text_of(*rule)};
  }
  if (consent == Consent::given && question.host == about_address.host) return {Decision::allow, "allowed by the user"};
  return {Decision::deny, fmt::format("{} leads to {}, which is {}: {}", question.host.text, address.text(),
                                      to_string(classify(address)), advice(about_address))};
}

std::string describe(const NetworkRule& rule) {
  bool is_v6 = rule.host.find(':') != std::string::npos;
  return fmt::format("{} {} {}:{}{}", to_string(rule.effect), rule.purpose ? to_string(*rule.purpose) : "*",
                     is_v6 ? fmt::format("[{}]", rule.host) : rule.host, rule.port,
                     rule.session ? fmt::format(" in session {}", rule.session->value) : "");
}

std::string describe(const Host& host, std::uint16_t port) {
  return fmt::format("{}:{}", in_url(host), port);
}

}  // namespace hearth::egress
