#include "store/network_rules.h"

#include <gtest/gtest.h>

#include "store/sessions.h"
#include "store/test_store.h"

namespace hearth::store {
namespace {

class NetworkRules : public StoreTest {
 protected:
  SessionId session = store->write([](Write& write) { return add_session(write, "s", {}, 1); });
  NetworkRuleId add(const NetworkRule& rule) {
    return store->write([&](Write& write) { return add_network_rule(write, rule); });
  }
  std::vector<NetworkRule> all() { return store->read(network_rules); }
  std::vector<NetworkRule> for_session(std::optional<SessionId> of) {
    return store->read([&](db::Connection& connection) { return network_rules_for(connection, of); });
  }
};

NetworkRule rule(std::string host) {
  NetworkRule made;
  made.effect = RuleEffect::allow;
  made.host = std::move(host);
  made.port = 443;
  made.created_at = 7;
  return made;
}

TEST_F(NetworkRules, AreKeptWhole) {
  NetworkRule given = rule("a.test");
  given.effect = RuleEffect::deny;
  given.purpose = Purpose::mcp;
  given.session = session;
  given.port = 65535;
  NetworkRuleId id = add(given);
  ASSERT_EQ(all().size(), 1U);
  NetworkRule kept = all()[0];
  EXPECT_EQ(kept.id, id);
  EXPECT_EQ(kept.effect, RuleEffect::deny);
  EXPECT_EQ(kept.purpose, Purpose::mcp);
  EXPECT_EQ(kept.host, "a.test");
  EXPECT_EQ(kept.port, 65535);
  EXPECT_EQ(kept.session, session);
  EXPECT_EQ(kept.created_at, 7);
}

TEST_F(NetworkRules, AreNotAddedTwice) {
  NetworkRuleId id = add(rule("a.test"));
  EXPECT_EQ(add(rule("a.test")), id);
  NetworkRule for_models = rule("a.test");
  for_models.purpose = Purpose::model;
  EXPECT_NE(add(for_models), id);
  NetworkRule of_session = rule("a.test");
  of_session.session = session;
  EXPECT_EQ(add(of_session), add(of_session));
  EXPECT_EQ(all().size(), 3U);
}

TEST_F(NetworkRules, OfASessionHoldThereOnly) {
  add(rule("everywhere.test"));
  NetworkRule own = rule("own.test");
  own.session = session;
  add(own);
  EXPECT_EQ(for_session(session).size(), 2U);
  EXPECT_EQ(for_session(SessionId{99}).size(), 1U);
  EXPECT_EQ(for_session(std::nullopt).size(), 1U);
}

TEST_F(NetworkRules, CanBeRemovedOnce) {
  NetworkRuleId id = add(rule("a.test"));
  store->write([&](Write& write) { remove_network_rule(write, id); });
  EXPECT_TRUE(all().empty());
  Error error = error_of([&] { store->write([&](Write& write) { remove_network_rule(write, id); }); });
  EXPECT_EQ(error.code(), Code::not_found);
}

TEST_F(NetworkRules, ASessionMayHaveAModeOfItsOwn) {
  auto mode_of = [&](SessionId id) {
    return store->read([&](db::Connection& connection) { return session_network_mode(connection, id); });
  };
  auto set = [&](SessionId id, std::optional<NetworkMode> mode) {
    store->write([&](Write& write) { set_session_network_mode(write, id, mode); });
  };
  EXPECT_EQ(mode_of(session), std::nullopt);
  for (NetworkMode mode : {NetworkMode::offline, NetworkMode::local, NetworkMode::allowlist, NetworkMode::ask}) {
    set(session, mode);
    EXPECT_EQ(mode_of(session), mode);
  }
  set(session, std::nullopt);
  EXPECT_EQ(mode_of(session), std::nullopt);
  EXPECT_EQ(error_of([&] { mode_of({99}); }).code(), Code::not_found);
  EXPECT_EQ(error_of([&] { set({99}, NetworkMode::ask); }).code(), Code::not_found);
}

}  // namespace
}  // namespace hearth::store
