#include "store/group_commit.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include "base/stop.h"
#include "store/preferences.h"
#include "store/test_store.h"

namespace hearth::store {
namespace {

class GroupCommitTest : public StoreTest {
 protected:
  std::size_t stored() {
    return store->read([](db::Connection& c) { return preferences(c).size(); });
  }
};

TEST_F(GroupCommitTest, AFailingFunctionUndoesItsOwnWorkOnly) {
  EXPECT_THROW(store->write([](Write& write) {
    set_preference(write, "undone", 1, 1);
    throw Error(Code::denied, "no");
  }),
               Error);
  EXPECT_THROW(store->write([](Write& write) {
    set_preference(write, "undone", 1, 1);
    throw Cancelled{};
  }),
               Cancelled);
  store->write([](Write& write) { set_preference(write, "kept", 1, 1); });
  EXPECT_EQ(stored(), 1u);
}

TEST_F(GroupCommitTest, SixteenThreadsLoseNothingAndFailAlone) {
  constexpr int threads_count = 16, writes_each = 40;
  std::atomic<int> acknowledged = 0, failed = 0;
  {
    std::vector<std::jthread> threads;
    for (int t = 0; t < threads_count; ++t) {
      threads.emplace_back([&, t] {
        for (int i = 0; i < writes_each; ++i) {
          try {
            store->write([&](Write& write) {
              set_preference(write, fmt::format("{}.{}", t, i), i, 1);
              if (i % 10 == 3) throw Error(Code::conflict, fmt::format("{}.{}", t, i));
            });
            ++acknowledged;
          } catch (Error& error) {
            error.add_context("mine");  // each caller's exception is its own
            if (std::string(error.what()) == fmt::format("mine: {}.{}", t, i)) ++failed;
          }
        }
      });
    }
  }
  EXPECT_EQ(failed, threads_count * writes_each / 10);
  EXPECT_EQ(acknowledged, threads_count * writes_each * 9 / 10);
  EXPECT_EQ(stored(), static_cast<std::size_t>(acknowledged));
  store.reset();
  store.emplace(options());
  EXPECT_EQ(stored(), static_cast<std::size_t>(acknowledged));
}

TEST_F(GroupCommitTest, AWriteInsideAWriteEndsTheProcess) {
  EXPECT_DEATH(store->write([&](Write&) { store->write([](Write&) {}); }), "broken invariant");
}

// Writes that wait while another runs share its successor's transaction.
TEST(GroupCommitBatch, WritesThatArriveTogetherShareOneCommit) {
  TemporaryFolder folder;
  db::Connection connection(folder.path() + "/x.db", db::Access::create);
  connection.execute("CREATE TABLE t(a)");
  int commits = 0;
  sqlite3_commit_hook(
      connection.handle(), [](void* count) { return ++*static_cast<int*>(count), 0; }, &commits);
  GroupCommit group(connection, Durability::normal);
  constexpr int threads_count = 8, writes_each = 20;
  {
    std::vector<std::jthread> threads;
    for (int t = 0; t < threads_count; ++t) {
      threads.emplace_back([&] {
        for (int i = 0; i < writes_each; ++i) {
          group.run([](Write& write) { write.connection().prepare("INSERT INTO t VALUES (1)").run(); },
                    Durability::normal);
        }
      });
    }
  }
  db::Statement row = connection.prepare("SELECT count(*) FROM t");
  ASSERT_TRUE(row.step());
  EXPECT_EQ(row.integer(0), threads_count * writes_each);
  EXPECT_LT(commits, threads_count * writes_each);
}

// SQLite itself may roll the whole transaction back: then no function of it may be acknowledged.
TEST(GroupCommitBatch, AFailedCommitFailsEveryFunctionInIt) {
  db::Connection connection(":memory:", db::Access::create);
  connection.execute(
      "CREATE TABLE parent(id INTEGER PRIMARY KEY);"
      "CREATE TABLE t(a REFERENCES parent(id) DEFERRABLE INITIALLY DEFERRED)");
  GroupCommit group(connection, Durability::normal);
  auto run = [&](const char* sql) {
    group.run([&](Write& write) { write.connection().execute(sql); }, Durability::normal);
  };
  auto insert = [&] { run("INSERT INTO t VALUES (7)"); };
  EXPECT_EQ(error_of(insert).code(), Code::conflict);
  EXPECT_FALSE(connection.in_transaction());
  run("INSERT INTO parent VALUES (7); INSERT INTO t VALUES (7)");
  EXPECT_FALSE(connection.in_transaction());
}

}  // namespace
}  // namespace hearth::store
