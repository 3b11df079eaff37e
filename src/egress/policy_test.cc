#include "egress/policy.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace hearth::egress {
namespace {

NetworkRule rule(std::int64_t id, RuleEffect effect, std::string host, std::uint16_t port = 443) {
  NetworkRule made;
  made.id = {id};
  made.effect = effect;
  made.host = std::move(host);
  made.port = port;
  return made;
}
NetworkRule allow(std::string host, std::uint16_t port = 443) {
  return rule(1, RuleEffect::allow, std::move(host), port);
}
NetworkRule deny(std::string host, std::uint16_t port = 443) {
  return rule(2, RuleEffect::deny, std::move(host), port);
}

Policy policy(NetworkMode mode, std::vector<NetworkRule> rules = {}) {
  return {mode, std::string("the mode is ") + std::string(to_string(mode)), std::move(rules), {}};
}

Question question(const char* host, std::uint16_t port = 443) {
  return {Purpose::model, parse_host(host), port, {}};
}

Decision decision(const Policy& of, const Question& about) {
  return decide(of, about).decision;
}

using enum NetworkMode;

TEST(Policy, WithoutARuleNothingGoesAndTheUserMayBeAsked) {
  EXPECT_EQ(decision(policy(offline), question("a.test")), Decision::deny);
  EXPECT_EQ(decision(policy(local), question("a.test")), Decision::deny);
  EXPECT_EQ(decision(policy(allowlist), question("a.test")), Decision::deny);
  EXPECT_EQ(decision(policy(NetworkMode::ask), question("a.test")), Decision::ask);
}

TEST(Policy, OfflineBeatsEveryRule) {
  EXPECT_EQ(decide(policy(offline, {allow("a.test")}), question("a.test")).rule, "the mode is offline");
}

TEST(Policy, ARuleIsForItsHostAndPort) {
  Policy of = policy(allowlist, {allow("a.test", 18080)});
  EXPECT_EQ(decision(of, question("a.test", 18080)), Decision::allow);
  EXPECT_EQ(decision(of, question("A.test.", 18080)), Decision::allow);
  EXPECT_EQ(decision(of, question("a.test", 18081)), Decision::deny);
  EXPECT_EQ(decision(of, question("b.test", 18080)), Decision::deny);
  EXPECT_EQ(decide(of, question("a.test", 18080)).rule, "rule 1: allow * a.test:18080");
}

TEST(Policy, DenyBeatsAllowInWhateverOrder) {
  std::vector<NetworkRule> rules{allow("*.ex.test"), deny("bad.ex.test")};
  for (int i = 0; i < 2; ++i, std::ranges::reverse(rules)) {
    for (NetworkMode mode : {local, allowlist, NetworkMode::ask}) {
      EXPECT_EQ(decision(policy(mode, rules), question("bad.ex.test")), Decision::deny);
      EXPECT_EQ(decision(policy(mode, rules), question("good.ex.test")), Decision::allow);
    }
  }
  EXPECT_EQ(decision(policy(NetworkMode::ask, {deny("a.test")}), question("a.test")), Decision::deny);
}

TEST(Policy, ARuleIsForItsPurpose) {
  NetworkRule for_models = allow("a.test");
  for_models.purpose = Purpose::model;
  Policy of = policy(allowlist, {for_models});
  EXPECT_EQ(decision(of, question("a.test")), Decision::allow);
  Question command = question("a.test");
  command.purpose = Purpose::command;
  EXPECT_EQ(decision(of, command), Decision::deny);
}

TEST(Policy, ARuleOfASessionIsForThatSession) {
  NetworkRule own = allow("a.test");
  own.session = SessionId{7};
  Policy of = policy(allowlist, {own});
  Question about = question("a.test");
  EXPECT_EQ(decision(of, about), Decision::deny);
  about.session = SessionId{8};
  EXPECT_EQ(decision(of, about), Decision::deny);
  about.session = SessionId{7};
  EXPECT_EQ(decision(of, about), Decision::allow);
}

TEST(Policy, AFaultDeniesEverything) {
  Policy of = policy(NetworkMode::ask, {allow("a.test")});
  of.fault = "it is broken";
  Verdict verdict = decide(of, question("a.test"));
  EXPECT_EQ(verdict.decision, Decision::deny);
  EXPECT_NE(verdict.rule.find("it is broken"), std::string::npos);
  EXPECT_EQ(decide_address(of, question("a.test"), Consent::given, *IpAddress::from_text("1.1.1.1")).decision,
            Decision::deny);
}

TEST(Policy, AddressesOfNoUseAreDeniedWhateverTheRules) {
  for (const char* host : {"0.0.0.0", "224.0.0.1", "255.255.255.255", "::", "ff02::1"}) {
    EXPECT_EQ(decision(policy(NetworkMode::ask, {allow(host)}), question(host)), Decision::deny) << host;
  }
}

TEST(Policy, InTheModeLocalTheInternetIsOutOfReach) {
  EXPECT_EQ(decision(policy(local, {allow("8.8.8.8")}), question("8.8.8.8")), Decision::deny);
  EXPECT_EQ(decision(policy(local, {allow("192.168.0.2")}), question("192.168.0.2")), Decision::allow);
  EXPECT_EQ(decision(policy(local), question("192.168.0.2")), Decision::deny);
}

class AddressOfAName : public ::testing::Test {
 protected:
  Decision of(const Policy& with, const char* address, Consent consent = Consent::none) {
    return decide_address(with, question("a.test"), consent, *IpAddress::from_text(address)).decision;
  }
};

TEST_F(AddressOfAName, ThePublicOnesAreFine) {
  EXPECT_EQ(of(policy(allowlist, {allow("a.test")}), "1.1.1.1"), Decision::allow);
  EXPECT_EQ(of(policy(local, {allow("a.test")}), "1.1.1.1"), Decision::deny);
}

TEST_F(AddressOfAName, TheNearOnesNeedARuleThatNamesThem) {
  Policy named_host = policy(allowlist, {allow("a.test")});
  for (const char* near : {"127.0.0.1", "10.0.0.1", "169.254.169.254", "::1", "::ffff:10.0.0.1", "64:ff9b::7f00:1"}) {
    EXPECT_EQ(of(named_host, near), Decision::deny) << near;
    EXPECT_EQ(of(named_host, near, Consent::given), Decision::deny) << near;
  }
  Policy named_both = policy(allowlist, {allow("a.test"), allow("10.0.0.1")});
  EXPECT_EQ(of(named_both, "10.0.0.1"), Decision::allow);
  EXPECT_EQ(of(named_both, "::ffff:10.0.0.1"), Decision::allow);
  EXPECT_EQ(of(named_both, "10.0.0.2"), Decision::deny);
  EXPECT_EQ(of(policy(allowlist, {allow("a.test"), allow("10.0.0.1", 80)}), "10.0.0.1"), Decision::deny);
}

TEST_F(AddressOfAName, ARuleMayDenyAnAddress) {
  EXPECT_EQ(of(policy(allowlist, {allow("a.test"), deny("1.1.1.1")}), "1.1.1.1"), Decision::deny);
}

TEST_F(AddressOfAName, TheRefusalSaysWhereTheNameLeads) {
  Verdict verdict = decide_address(policy(allowlist, {allow("a.test")}), question("a.test"), Consent::none,
                                   *IpAddress::from_text("127.0.0.1"));
  EXPECT_EQ(verdict.rule,
            "a.test leads to 127.0.0.1, which is this machine itself: `hearth network allow 127.0.0.1:443` would allow "
            "it");
}

TEST(Policy, ConsentToAnAddressNamesIt) {
  Question about = question("10.0.0.1");
  EXPECT_EQ(decide(policy(NetworkMode::ask), about).decision, Decision::ask);
  IpAddress address = *about.host.address;
  EXPECT_EQ(decide_address(policy(NetworkMode::ask), about, Consent::given, address).decision, Decision::allow);
  EXPECT_EQ(decide_address(policy(NetworkMode::ask), about, Consent::none, address).decision, Decision::deny);
}

}  // namespace
}  // namespace hearth::egress
