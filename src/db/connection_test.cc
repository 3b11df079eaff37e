#include "db/connection.h"

#include <gtest/gtest.h>

#include <string>

#include "base/error.h"
#include "domain/ids.h"

namespace hearth::db {
namespace {

class ConnectionTest : public ::testing::Test {
 protected:
  void SetUp() override { connection.execute("CREATE TABLE t(id INTEGER PRIMARY KEY, a, b UNIQUE)"); }
  std::int64_t count() {
    Statement row = connection.prepare("SELECT count(*) FROM t");
    row.step();
    return row.integer(0);
  }
  Connection connection{":memory:", Access::create};
};

template <class F>
Error error_of(F&& f) {
  try {
    f();
  } catch (const Error& error) {
    return error;
  }
  ADD_FAILURE() << "nothing was thrown";
  return Error(Code::internal, "");
}

TEST_F(ConnectionTest, BindsEveryKindOfValueInOrder) {
  std::optional<std::int64_t> none;
  std::string with_nul("a\0b", 3);
  Statement row = connection.prepare("SELECT ?, ?, ?, ?, ?, ?, ?");
  row.bind(7, std::int64_t{1} << 40, 0.5, "text", with_nul, none, SessionId{9});
  ASSERT_TRUE(row.step());
  EXPECT_EQ(row.integer(0), 7);
  EXPECT_EQ(row.integer(1), std::int64_t{1} << 40);
  EXPECT_EQ(row.real(2), 0.5);
  EXPECT_EQ(row.text(3), "text");
  EXPECT_EQ(row.text(4), std::string_view("a\0b", 3));
  EXPECT_TRUE(row.is_null(5));
  EXPECT_EQ(row.text(5), "");
  EXPECT_EQ(row.integer(6), 9);
  EXPECT_FALSE(row.step());
}

TEST_F(ConnectionTest, AnEmptyViewIsAnEmptyTextAndNotNull) {
  Statement row = connection.prepare("SELECT ?");
  row.bind(std::string_view());
  ASSERT_TRUE(row.step());
  EXPECT_FALSE(row.is_null(0));
}

TEST_F(ConnectionTest, AStatementIsUsedAgainAndForgetsItsValues) {
  constexpr Sql sql = "SELECT ?";
  sqlite3_stmt* first = nullptr;
  {
    Statement row = connection.prepare(sql);
    row.bind(1);
    row.step();
    first = sqlite3_next_stmt(connection.handle(), nullptr);
  }
  Statement again = connection.prepare(sql);
  EXPECT_EQ(sqlite3_next_stmt(connection.handle(), nullptr), first);
  ASSERT_TRUE(again.step());
  EXPECT_TRUE(again.is_null(0));
}

TEST_F(ConnectionTest, TheSameSqlCanBeOpenTwice) {
  connection.execute("INSERT INTO t(a) VALUES (1), (2)");
  constexpr Sql sql = "SELECT a FROM t ORDER BY a";
  Statement outer = connection.prepare(sql);
  ASSERT_TRUE(outer.step());
  Statement inner = connection.prepare(sql);
  ASSERT_TRUE(inner.step());
  EXPECT_EQ(inner.integer(0), 1);
  ASSERT_TRUE(outer.step());
  EXPECT_EQ(outer.integer(0), 2);
}

TEST_F(ConnectionTest, ResetBindsFromTheFirstParameterAgain) {
  Statement insert = connection.prepare("INSERT INTO t(a, b) VALUES (?, ?)");
  for (int i = 0; i < 3; ++i) insert.bind(i, i).run();
  EXPECT_EQ(count(), 3);
  EXPECT_EQ(connection.last_insert_id(), 3);
  EXPECT_EQ(connection.rows_changed(), 1);
}

TEST_F(ConnectionTest, ErrorsSayWhatWasTriedAndWhatHappened) {
  connection.execute("INSERT INTO t(b) VALUES (1)");
  Error twice = error_of([&] { connection.prepare("INSERT INTO t(b) VALUES (?)").bind(1).run(); });
  EXPECT_EQ(twice.code(), Code::conflict);
  EXPECT_NE(std::string(twice.what()).find("INSERT INTO t(b)"), std::string::npos);
  EXPECT_NE(std::string(twice.what()).find("UNIQUE"), std::string::npos);
  EXPECT_EQ(error_of([&] { connection.prepare("SELEKT"); }).code(), Code::internal);
  EXPECT_EQ(error_of([&] { connection.execute("SELECT * FROM nowhere"); }).code(), Code::internal);
}

TEST_F(ConnectionTest, AFullDatabaseIsUnavailableAndSaysWhatToDo) {
  connection.execute("PRAGMA max_page_count = 10");
  Error full = error_of([&] { connection.execute("INSERT INTO t(a) VALUES (zeroblob(1000000))"); });
  EXPECT_EQ(full.code(), Code::unavailable);
  EXPECT_NE(std::string(full.what()).find("the disk is full: free some space"), std::string::npos);
}

TEST_F(ConnectionTest, ForeignKeysAreEnforced) {
  connection.execute("CREATE TABLE child(t INTEGER REFERENCES t(id))");
  EXPECT_EQ(error_of([&] { connection.execute("INSERT INTO child VALUES (99)"); }).code(), Code::conflict);
}

TEST_F(ConnectionTest, ASavepointUndoesItsWorkUnlessReleased) {
  connection.execute("BEGIN");
  {
    Savepoint kept(connection);
    connection.execute("INSERT INTO t(a) VALUES (1)");
    kept.release();
  }
  {
    Savepoint undone(connection);
    connection.execute("INSERT INTO t(a) VALUES (2)");
  }
  EXPECT_TRUE(connection.in_transaction());
  connection.execute("COMMIT");
  EXPECT_EQ(count(), 1);
  EXPECT_FALSE(connection.in_transaction());
}

TEST(ConnectionOpening, AMissingFileIsNotFoundAndANonExistentFolderToo) {
  EXPECT_EQ(error_of([] { Connection("/tmp/hearth-is-not-there.db", Access::read_only); }).code(), Code::not_found);
  EXPECT_EQ(error_of([] { Connection("/tmp/hearth-no-folder/x.db", Access::create); }).code(), Code::not_found);
}

TEST(ConnectionOpening, AFileThatIsNoDatabaseSaysSoWithTheOwnersAdvice) {
  Connection connection("/proc/self/exe", Access::read_only);
  connection.advise_on_damage("take the backup");
  Error error = error_of([&] { connection.execute("SELECT * FROM sqlite_schema"); });
  EXPECT_EQ(error.code(), Code::internal);
  EXPECT_NE(std::string(error.what()).find("not a database: take the backup"), std::string::npos) << error.what();
}

}  // namespace
}  // namespace hearth::db
