#include "store/egress_ledger.h"

#include <gtest/gtest.h>

#include "store/test_store.h"

namespace hearth::store {
namespace {

class EgressLedger : public StoreTest {
 protected:
  EgressId add(const EgressEntry& entry) {
    return store->write([&](Write& write) { return add_egress(write, entry); });
  }
  void end(EgressId id, const EgressEnd& how) {
    store->write([&](Write& write) { end_egress(write, id, how); });
  }
  std::vector<std::int64_t> ids(const EgressFilter& filter, const Page& page = {}) {
    std::vector<std::int64_t> found;
    store->read([&](db::Connection& connection) {
      return each_egress(connection, filter, page, [&](const EgressRow& row) { found.push_back(row.id.value); });
    });
    return found;
  }
  EgressRow row(EgressId id) {
    return store->read([&](db::Connection& connection) { return get_egress(connection, id); });
  }
  std::optional<EgressId> broken() { return store->read(first_broken_egress); }
  void change(const std::string& sql) {
    store->write([&](Write& write) { write.connection().execute(sql); });
  }
};

EgressEntry entry(UnixMillis at, std::optional<SessionId> session = {}, std::optional<RunId> run = {}) {
  EgressEntry made;
  made.at = at;
  made.host = "a.test";
  made.port = 443;
  made.session = session;
  made.run = run;
  made.decision = EgressDecision::allowed;
  made.rule = "rule 1: allow * a.test:443";
  return made;
}

using Ids = std::vector<std::int64_t>;

TEST_F(EgressLedger, KeepsARowWhole) {
  EgressEntry given = entry(5, SessionId{2}, RunId{3});
  given.purpose = Purpose::model;
  given.call_id = "call_1";
  given.model = "remote/x";
  given.messages = {{8}, {9}};
  given.body_hash = "abc";
  EgressId id = add(given);
  EgressRow kept = row(id);
  EXPECT_EQ(kept.entry.at, 5);
  EXPECT_EQ(kept.entry.purpose, Purpose::model);
  EXPECT_EQ(kept.entry.host, "a.test");
  EXPECT_EQ(kept.entry.port, 443);
  EXPECT_EQ(kept.entry.session, SessionId{2});
  EXPECT_EQ(kept.entry.run, RunId{3});
  EXPECT_EQ(kept.entry.call_id, "call_1");
  EXPECT_EQ(kept.entry.model, "remote/x");
  EXPECT_EQ(kept.entry.decision, EgressDecision::allowed);
  EXPECT_EQ(kept.entry.messages, given.messages);
  EXPECT_EQ(kept.entry.body_hash, "abc");
  EXPECT_FALSE(kept.end);
  end(id, {6, 100, 200, "done"});
  kept = row(id);
  ASSERT_TRUE(kept.end);
  EXPECT_EQ(kept.end->at, 6);
  EXPECT_EQ(kept.end->bytes_up, 100U);
  EXPECT_EQ(kept.end->bytes_down, 200U);
  EXPECT_EQ(kept.end->outcome, "done");
  EXPECT_EQ(error_of([&] { row({99}); }).code(), Code::not_found);
  EXPECT_EQ(error_of([&] { end(id, {7, 0, 0, "again"}); }).code(), Code::conflict);
}

TEST_F(EgressLedger, ListsTheNewestFirstByPageAndFilter) {
  for (int i = 1; i <= 6; ++i) add(entry(i * 10, SessionId{1 + i % 2}, RunId{1 + i % 3}));
  EXPECT_EQ(ids({}), (Ids{6, 5, 4, 3, 2, 1}));
  EXPECT_EQ(ids({}, {.before = 5, .limit = 2}), (Ids{4, 3}));
  EXPECT_EQ(ids({.since = 40}), (Ids{6, 5, 4}));
  EXPECT_EQ(ids({.since = 61}), Ids{});
  EXPECT_EQ(ids({.session = SessionId{2}}), (Ids{5, 3, 1}));
  EXPECT_EQ(ids({.since = 30, .session = SessionId{2}}), (Ids{5, 3}));
  EXPECT_EQ(ids({.run = RunId{1}}), (Ids{6, 3}));
  EXPECT_EQ(error_of([&] { ids({}, {.limit = 501}); }).code(), Code::invalid_argument);
}

TEST_F(EgressLedger, ListsAPurposeAndADecisionByPage) {
  for (int i = 0; i < 12; ++i) {
    EgressEntry made = entry(i + 1, SessionId{1 + i % 2}, RunId{1 + i % 2});
    made.purpose = i % 3 == 0 ? Purpose::model : Purpose::command;
    made.decision = i % 4 == 0 ? EgressDecision::denied : EgressDecision::allowed;
    add(made);
  }
  EXPECT_EQ(ids({.purpose = Purpose::model}), (Ids{10, 7, 4, 1}));
  EXPECT_EQ(ids({.purpose = Purpose::model}, {.before = 10, .limit = 2}), (Ids{7, 4}));
  EXPECT_EQ(ids({.since = 5, .purpose = Purpose::model}), (Ids{10, 7}));
  EXPECT_EQ(ids({.decision = EgressDecision::denied}), (Ids{9, 5, 1}));
  EXPECT_EQ(ids({.purpose = Purpose::command, .decision = EgressDecision::denied}), (Ids{9, 5}));
  EXPECT_EQ(ids({.session = SessionId{1}, .purpose = Purpose::model}), (Ids{7, 1}));
  EXPECT_EQ(ids({.run = RunId{2}, .decision = EgressDecision::denied}), Ids{});
  EXPECT_EQ(ids({.purpose = Purpose::update}), Ids{});
}

// The page must come out of an index in order, also where hardly any row passes.
TEST_F(EgressLedger, EveryFilterHasItsIndex) {
  store->write([&](Write& write) {
    db::Connection& connection = write.connection();
    auto ask = [&](const EgressFilter& filter) { each_egress(connection, filter, {}, [](const EgressRow&) {}); };
    ask({.since = 1});
    ask({.session = SessionId{1}, .purpose = Purpose::model});
    ask({.run = RunId{1}, .decision = EgressDecision::denied});
    ask({.purpose = Purpose::model});
    ask({.decision = EgressDecision::denied});
    ask({.purpose = Purpose::model, .decision = EgressDecision::denied});
    std::string used;
    for (const PlanStep& step : query_plans(connection)) {
      EXPECT_FALSE(step.sorts() || step.reads_all()) << step.sql << ": " << step.detail;
      used += step.detail + "\n";
    }
    for (const char* index :
         {"egress_by_time (at>?)", "e USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)",
          "egress_by_session (session_id=?", "egress_by_run (run_id=?",
          "egress_by_purpose (purpose=? AND id>? AND id<?)", "egress_by_decision (decision=? AND id>? AND id<?)",
          "egress_by_purpose_and_decision (purpose=? AND decision=? AND id>? AND id<?)"}) {
      EXPECT_NE(used.find(index), std::string::npos) << index << " is not used:\n" << used;
    }
  });
}

TEST_F(EgressLedger, AChangeBehindItsBackShows) {
  EXPECT_EQ(broken(), std::nullopt);
  EgressEntry odd = entry(4);
  odd.rule = "ill-formed \xff text";
  for (int i = 1; i <= 3; ++i) add(entry(i));
  add(odd);
  EXPECT_EQ(broken(), std::nullopt);
  change("UPDATE egress SET host = 'b.test' WHERE id = 2");
  EXPECT_EQ(broken(), EgressId{2});
  change("UPDATE egress SET host = 'a.test' WHERE id = 2");
  EXPECT_EQ(broken(), std::nullopt);
  change("UPDATE egress SET decision = 'denied' WHERE id = 4");
  EXPECT_EQ(broken(), EgressId{4});
  change("DELETE FROM egress WHERE id = 3");
  EXPECT_EQ(broken(), EgressId{3});
}

TEST_F(EgressLedger, EveryColumnIsInTheChain) {
  EgressEntry full = entry(1, SessionId{1}, RunId{1});
  full.call_id = full.model = full.body_hash = "x";
  full.messages = {{1}};
  add(full);
  for (const char* column :
       {"at = 2", "purpose = 'mcp'", "host = 'y'", "port = 1", "session_id = 2", "run_id = 2", "call_id = 'y'",
        "model = 'y'", "decision = 'denied'", "rule = 'y'", "messages = '[2]'", "body_hash = 'y'", "chain = 'y'"}) {
    db::Connection copy(folder.path() + "/data/hearth.db", db::Access::read_write);
    copy.execute("BEGIN");
    copy.execute(std::string("UPDATE egress SET ") + column);
    EXPECT_EQ(first_broken_egress(copy), EgressId{1}) << column;
    copy.execute("ROLLBACK");
  }
}

}  // namespace
}  // namespace hearth::store
