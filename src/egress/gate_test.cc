#include "egress/gate.h"

#include <gtest/gtest.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <string>
#include <thread>

#include "base/error.h"
#include "base/stop.h"
#include "egress/testing/gate_fixture.h"
#include "store/blobs.h"
#include "store/preferences.h"

namespace {
std::atomic<int> waits_for_the_disk = 0;
}  // namespace

// In the place of the C library's, which SQLite calls.
extern "C" int fdatasync(int fd) {
  ++waits_for_the_disk;
  return static_cast<int>(::syscall(SYS_fdatasync, fd));
}

namespace hearth::egress {
namespace {

using store::EgressDecision;
using store::EgressRow;

class GateTest : public GateFixture {
 protected:
  Outgoing to(const char* host, std::uint16_t port = 443) {
    return {.question = {Purpose::model, parse_host(host), port, {}}};
  }
};

TEST_F(GateTest, ARowIsWrittenBeforeTheNameIsLookedUp) {
  allow("a.test");
  std::size_t rows_at_lookup = 0;
  on_lookup = [&] { rows_at_lookup = rows().size(); };
  names["a.test"] = {"1.1.1.1", "2606:4700::1111"};
  {
    EgressPermit permit = gate->open(to("A.test."), {});
    EXPECT_EQ(rows_at_lookup, 1U);
    EXPECT_EQ(permit.host(), "a.test");
    EXPECT_EQ(permit.port(), 443);
    EXPECT_EQ(permit.addresses().size(), 2U);
    EXPECT_FALSE(permit.is_local());
    EXPECT_FALSE(rows().at(0).end);
    permit.count(10, 20);
    permit.count(1, 2);
    permit.finish(EgressTraffic::Outcome::done);
  }
  EgressRow row = rows().at(0);
  EXPECT_EQ(row.entry.decision, EgressDecision::allowed);
  EXPECT_EQ(row.entry.rule, "rule 1: allow * a.test:443");
  ASSERT_TRUE(row.end);
  EXPECT_EQ(row.end->bytes_up, 11U);
  EXPECT_EQ(row.end->bytes_down, 22U);
  EXPECT_EQ(row.end->outcome, "done");
}

TEST_F(GateTest, ADeniedAttemptHasItsRowAndNoLookup) {
  on_lookup = [] { ADD_FAILURE() << "looked up"; };
  set_mode("allowlist");
  Error error = error_of([&] { gate->open(to("a.test"), {}); });
  EXPECT_EQ(error.code(), Code::denied);
  EXPECT_NE(std::string(error.what()).find("hearth network allow a.test:443"), std::string::npos) << error.what();
  ASSERT_EQ(rows().size(), 1U);
  EXPECT_EQ(rows()[0].entry.decision, EgressDecision::denied);
  EXPECT_FALSE(rows()[0].end);
}

TEST_F(GateTest, AskingNeedsConsent) {
  names["a.test"] = {"1.1.1.1"};
  EXPECT_EQ(gate->judge(to("a.test").question).decision, Decision::ask);
  EXPECT_EQ(error_of([&] { gate->open(to("a.test"), {}); }).code(), Code::denied);
  Outgoing consented = to("a.test");
  consented.consent = Consent::given;
  gate->open(consented, {});
  EXPECT_EQ(rows().at(0).entry.decision, EgressDecision::denied);
  EXPECT_EQ(rows().at(1).entry.rule, "the mode is ask, and you allowed it");
  set_mode("allowlist");
  EXPECT_EQ(error_of([&] { gate->open(consented, {}); }).code(), Code::denied);
}

TEST_F(GateTest, JudgingRecordsNothing) {
  allow("a.test");
  EXPECT_EQ(gate->judge(to("a.test").question).decision, Decision::allow);
  EXPECT_EQ(gate->judge(to("10.0.0.1").question).decision, Decision::ask);
  EXPECT_TRUE(rows().empty());
}

TEST_F(GateTest, WhatIsSentIsKeptAndNamed) {
  allow("1.1.1.1");
  Outgoing outgoing = to("1.1.1.1");
  outgoing.question.session = add_session();
  outgoing.run = RunId{5};
  outgoing.call_id = "call_9";
  outgoing.model = "remote/x";
  outgoing.messages = {{3}, {4}};
  outgoing.body = "{\"exact\":  \"bytes\"}";
  gate->open(outgoing, {});
  EgressRow row = rows().at(0);
  EXPECT_EQ(row.entry.session, outgoing.question.session);
  EXPECT_EQ(row.entry.run, RunId{5});
  EXPECT_EQ(row.entry.call_id, "call_9");
  EXPECT_EQ(row.entry.model, "remote/x");
  EXPECT_EQ(row.entry.messages, outgoing.messages);
  EXPECT_EQ(store::read_blob(store->directory(), row.entry.body_hash), *outgoing.body);
}

TEST_F(GateTest, NothingLeavesWhereTheRowCannotBeWritten) {
  allow("a.test");
  on_lookup = [] { ADD_FAILURE() << "looked up"; };
  store->write([](store::Write& write) { write.connection().execute("DROP TABLE egress_ends; DROP TABLE egress"); });
  EXPECT_THROW(gate->open(to("a.test"), {}), Error);
}

TEST_F(GateTest, NothingLeavesWhereTheBodyCannotBeKept) {
  allow("1.1.1.1");
  on_lookup = [] { ADD_FAILURE() << "looked up"; };
  std::filesystem::create_directory_symlink("/tmp", store->directory() + "/blobs");
  Outgoing outgoing = to("1.1.1.1");
  outgoing.body = "bytes";
  EXPECT_THROW(gate->open(outgoing, {}), Error);
  EXPECT_TRUE(rows().empty());
}

TEST_F(GateTest, ANameThatLeadsNearbyIsRefused) {
  allow("a.test");
  names["a.test"] = {"1.1.1.1", "127.0.0.1"};
  Error error = error_of([&] { gate->open(to("a.test"), {}); });
  EXPECT_EQ(error.code(), Code::denied);
  EXPECT_NE(std::string(error.what()).find("a.test leads to 127.0.0.1"), std::string::npos) << error.what();
  ASSERT_EQ(rows().size(), 2U);
  EXPECT_EQ(rows()[0].end->outcome, "refused");
  EXPECT_EQ(rows()[1].entry.decision, EgressDecision::denied);
  allow("127.0.0.1");
  EXPECT_EQ(gate->open(to("a.test"), {}).addresses().size(), 2U);
}

TEST_F(GateTest, HearthsOwnPortIsNeverReached) {
  own_port = 8000;
  allow("127.0.0.1", 8000);
  allow("::1", 8000);
  allow("127.0.0.1", 8001);
  allow("a.test", 8000);
  names["a.test"] = {"127.0.0.1"};
  for (const char* host : {"127.0.0.1", "::1", "2130706433", "a.test", "::ffff:127.0.0.1"}) {
    Outgoing outgoing = to(host, 8000);
    outgoing.consent = Consent::given;
    EXPECT_EQ(error_of([&] { gate->open(outgoing, {}); }).code(), Code::denied) << host;
  }
  EXPECT_NO_THROW(gate->open(to("127.0.0.1", 8001), {}));
}

TEST_F(GateTest, InTheModeLocalNoNameServerIsAsked) {
  set_mode("local");
  allow("nas.test");
  allow("192.168.0.9");
  names["nas.test"] = {"192.168.0.9"};
  gate->open(to("nas.test"), {});
  EXPECT_EQ(last_lookup, Lookup::hosts_file);
  set_mode("allowlist");
  gate->open(to("nas.test"), {});
  EXPECT_EQ(last_lookup, Lookup::everywhere);
}

TEST_F(GateTest, ALookupThatFailsEndsItsRow) {
  allow("gone.test");
  EXPECT_EQ(error_of([&] { gate->open(to("gone.test"), {}); }).code(), Code::not_found);
  EXPECT_EQ(rows().at(0).end->outcome, "failed");
  std::stop_source stopped;
  on_lookup = [&] {
    stopped.request_stop();
    throw_if_stopped(lookup_stop);
  };
  EXPECT_THROW(gate->open(to("gone.test"), stopped.get_token()), Cancelled);
  EXPECT_EQ(rows().at(1).end->outcome, "failed");
  EXPECT_THROW(gate->open(to("gone.test"), stopped.get_token()), Cancelled);
  EXPECT_EQ(rows().size(), 2U);
}

TEST_F(GateTest, AChangeOfThePolicyCutsWhatItForbids) {
  NetworkRuleId rule = allow("1.1.1.1");
  allow("8.8.8.8");
  EgressPermit one = gate->open(to("1.1.1.1"), {});
  EgressPermit other = gate->open(to("8.8.8.8"), {});
  gate->policy_changed();
  EXPECT_FALSE(one.revoked().stop_requested());
  store->write([&](store::Write& write) { store::remove_network_rule(write, rule); });
  set_mode("allowlist");
  gate->policy_changed();
  EXPECT_TRUE(one.revoked().stop_requested());
  EXPECT_FALSE(other.revoked().stop_requested());
  set_mode("offline");
  gate->policy_changed();
  EXPECT_TRUE(other.revoked().stop_requested());
}

TEST_F(GateTest, AConsentHoldsWhileTheUserWouldBeAsked) {
  Outgoing outgoing = to("1.1.1.1");
  outgoing.consent = Consent::given;
  EgressPermit permit = gate->open(outgoing, {});
  gate->policy_changed();
  EXPECT_FALSE(permit.revoked().stop_requested());
  deny("1.1.1.1");
  gate->policy_changed();
  EXPECT_TRUE(permit.revoked().stop_requested());
}

TEST_F(GateTest, AChangeDuringTheLookupIsSeen) {
  allow("a.test");
  names["a.test"] = {"1.1.1.1"};
  on_lookup = [&] { set_mode("offline"); };
  EXPECT_EQ(error_of([&] { gate->open(to("a.test"), {}); }).code(), Code::denied);
  EXPECT_EQ(rows().at(0).end->outcome, "refused");
  set_mode("ask");
  on_lookup = [&] {
    set_mode("offline");
    gate->policy_changed();
    throw_if_stopped(lookup_stop);
  };
  EXPECT_EQ(error_of([&] { gate->open(to("a.test"), {}); }).code(), Code::denied);
  EXPECT_EQ(rows().at(2).end->outcome, "cut");
}

TEST_F(GateTest, ASessionCanOnlyBeStricter) {
  allow("1.1.1.1");
  Outgoing outgoing = to("1.1.1.1");
  outgoing.question.session = add_session();
  set_session_mode(*outgoing.question.session, NetworkMode::offline);
  EXPECT_EQ(error_of([&] { gate->open(outgoing, {}); }).code(), Code::denied);
  EXPECT_NO_THROW(gate->open(to("1.1.1.1"), {}));
  set_mode("offline");
  set_session_mode(*outgoing.question.session, NetworkMode::ask);
  EXPECT_EQ(error_of([&] { gate->open(outgoing, {}); }).code(), Code::denied);
}

TEST_F(GateTest, APolicyThatCannotBeReadDeniesAll) {
  allow("1.1.1.1");
  auto denied_because = [&](const std::string& part) {
    Error error = error_of([&] { gate->open(to("1.1.1.1"), {}); });
    EXPECT_EQ(error.code(), Code::denied);
    EXPECT_NE(std::string(error.what()).find(part), std::string::npos) << error.what();
  };
  set_mode("anything");
  denied_because("network.mode is \"anything\"");
  change("UPDATE preferences SET value = '17'");
  denied_because("network.mode is 17");
  change("UPDATE preferences SET value = 'no json'");
  denied_because("no JSON");
  set_mode("ask");
  EXPECT_NO_THROW(gate->open(to("1.1.1.1"), {}));
  change("INSERT INTO network_rules(effect, purpose, host, port, created_at) VALUES ('deny', '*', 'b a d', 1, 1)");
  denied_because("cannot be read");
  change("DROP TABLE network_rules");
  denied_because("network_rules");
}

TEST_F(GateTest, ASessionThatIsGoneIsAllowedNothing) {
  allow("1.1.1.1");
  Outgoing outgoing = to("1.1.1.1");
  outgoing.question.session = SessionId{99};
  EXPECT_EQ(error_of([&] { gate->open(outgoing, {}); }).code(), Code::denied);
}

TEST_F(GateTest, TheConfigurationFileWins) {
  remake({.configured_mode = json("offline")});
  set_mode("ask");
  allow("1.1.1.1");
  EXPECT_EQ(gate->judge(to("1.1.1.1").question).decision, Decision::deny);
}

TEST_F(GateTest, OnlyWhatLeavesTheMachineWaitsForTheDisk) {
  allow("1.1.1.1");
  allow("127.0.0.1");
  gate.reset();
  store.emplace(store::StoreOptions{store->directory(), store::Durability::full});
  remake({});
  auto waits_of = [&](const char* host) {
    int before = waits_for_the_disk;
    gate->open(to(host), {});
    return waits_for_the_disk - before;
  };
  EXPECT_GT(waits_of("1.1.1.1"), 0);
  EXPECT_EQ(waits_of("127.0.0.1"), 0);
  EXPECT_EQ(rows().size(), 2U);
}

TEST_F(GateTest, ManyThreadsKeepTheRecordWhole) {
  allow("1.1.1.1");
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 8; ++i) {
      threads.emplace_back([&] {
        for (int n = 0; n < 20; ++n) gate->open(to("1.1.1.1"), {}).finish(EgressTraffic::Outcome::done);
      });
    }
    for (int n = 0; n < 20; ++n) gate->policy_changed();
  }
  EXPECT_EQ(rows().size(), 160U);
  EXPECT_EQ(store->read(store::first_broken_egress), std::nullopt);
}

}  // namespace
}  // namespace hearth::egress
