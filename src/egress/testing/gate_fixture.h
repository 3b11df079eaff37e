// A gate over a store of its own, with names that the test gives it instead of a name server.
#pragma once

#include <gtest/gtest.h>
#include <stdlib.h>

#include <algorithm>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "base/error.h"
#include "egress/gate.h"
#include "store/egress_ledger.h"
#include "store/network_rules.h"
#include "store/preferences.h"
#include "store/sessions.h"
#include "store/store.h"

namespace hearth::egress {

class GateFixture : public ::testing::Test {
 protected:
  GateFixture() {
    if (::mkdtemp(folder_) == nullptr) throw_errno("making a temporary folder");
    store.emplace(store::StoreOptions{std::string(folder_) + "/data", store::Durability::normal});
    remake({});
  }
  ~GateFixture() override {
    gate.reset();
    store.reset();
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }

  void remake(Gate::Options options) {
    options.own_port = [this] { return own_port; };
    options.resolve = [this](const std::string& name, Lookup lookup, std::stop_token stop) {
      last_lookup = lookup;
      lookup_stop = stop;
      if (on_lookup) on_lookup();
      std::vector<IpAddress> found;
      for (const std::string& address : names[name]) found.push_back(*IpAddress::from_text(address));
      if (found.empty()) throw Error(Code::not_found, "looking up " + name + ": there is no such name");
      return found;
    };
    gate.emplace(*store, std::move(options));
  }

  NetworkRuleId add_rule(RuleEffect effect, const std::string& host, std::uint16_t port) {
    NetworkRule rule;
    rule.effect = effect;
    rule.host = host;
    rule.port = port;
    return store->write([&](store::Write& write) { return store::add_network_rule(write, rule); });
  }
  NetworkRuleId allow(const std::string& host, std::uint16_t port = 443) {
    return add_rule(RuleEffect::allow, host, port);
  }
  NetworkRuleId deny(const std::string& host, std::uint16_t port = 443) {
    return add_rule(RuleEffect::deny, host, port);
  }
  void set_mode(const std::string& mode) {
    store->write([&](store::Write& write) { store::set_preference(write, "network.mode", mode, 1); });
  }
  SessionId add_session() {
    return store->write([](store::Write& write) { return store::add_session(write, "s", {}, 1); });
  }
  void set_session_mode(SessionId session, NetworkMode mode) {
    store->write([&](store::Write& write) { store::set_session_network_mode(write, session, mode); });
  }
  void change(const std::string& sql) {
    store->write([&](store::Write& write) { write.connection().execute(sql); });
  }
  // Oldest first.
  std::vector<store::EgressRow> rows() {
    std::vector<store::EgressRow> all;
    store->read([&](db::Connection& connection) {
      store::each_egress(connection, {}, {.limit = 500}, [&](const store::EgressRow& row) { all.push_back(row); });
    });
    std::ranges::reverse(all);
    return all;
  }

  std::optional<store::Store> store;
  std::uint16_t own_port = 0;
  std::map<std::string, std::vector<std::string>> names;
  std::function<void()> on_lookup;
  Lookup last_lookup = Lookup::everywhere;
  std::stop_token lookup_stop;
  std::optional<Gate> gate;

 private:
  char folder_[32] = "/tmp/hearth-gate-XXXXXX";
};

template <class F>
Error error_of(F&& f) {
  try {
    f();
  } catch (const Error& error) {
    return error;
  }
  ADD_FAILURE() << "nothing was thrown";
  return Error(Code::internal, "nothing was thrown");
}

}  // namespace hearth::egress
