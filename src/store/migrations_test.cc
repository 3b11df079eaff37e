#include "store/migrations.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "db/relevance.h"
#include "store/backup.h"
#include "store/file_history.h"
#include "store/integrity.h"
#include "store/messages.h"
#include "store/sessions.h"
#include "store/test_store.h"

namespace hearth::store {
namespace {

namespace fs = std::filesystem;

constexpr Migration to_two{2, "ALTER TABLE sessions ADD COLUMN colour TEXT; UPDATE sessions SET colour = 'red';"};
constexpr Migration to_three{3, "CREATE TABLE extra(id INTEGER PRIMARY KEY) STRICT"};
constexpr Migration broken{3, "CREATE TABLE extra(id INTEGER PRIMARY KEY) STRICT; INSERT INTO nowhere VALUES (1);"};
constexpr Migration dangling{3, "UPDATE messages SET session_id = 77"};

std::int64_t rows_of(db::Connection& connection, std::string_view table) {
  db::Statement row = connection.prepare_once(fmt::format("SELECT count(*) FROM {}", table));
  row.step();
  return row.integer(0);
}

class Migrating : public ::testing::Test {
 public:
  static void load_golden(db::Connection& into, int version) {
    std::ifstream golden(fmt::format("tests/golden/store/schema-v{}.sql", version));
    into.execute(std::string(std::istreambuf_iterator<char>(golden), {}));
  }

 protected:
  void SetUp() override {
    connection.execute("PRAGMA synchronous = OFF");
    load_golden(connection, 1);
  }
  void migrate_to(int target, std::vector<Migration> steps, UnixMillis now = 1'700'000'000'000) {
    migrate(connection, {.steps = steps, .target = target, .backup_directory = backups(), .now = now});
  }
  std::string backups() const { return folder.path() + "/backups"; }
  std::vector<std::string> backup_names() const {
    std::vector<std::string> names;
    if (!fs::exists(backups())) return names;
    for (const auto& entry : fs::directory_iterator(backups())) names.push_back(entry.path().filename().string());
    std::sort(names.begin(), names.end());
    return names;
  }
  TemporaryFolder folder;
  db::Connection connection{folder.path() + "/hearth.db", db::Access::create};
};

// A frozen database of each earlier version.
class MigratingFrom : public ::testing::TestWithParam<int> {
 protected:
  TemporaryFolder folder;
  db::Connection connection{folder.path() + "/hearth.db", db::Access::create};
};
INSTANTIATE_TEST_SUITE_P(EveryVersion, MigratingFrom, ::testing::Range(1, newest_version));

TEST_P(MigratingFrom, TheGoldenDatabaseBecomesTheNewest) {
  Migrating::load_golden(connection, GetParam());
  EXPECT_EQ(kind_of(connection), DatabaseKind::hearth);
  EXPECT_EQ(version_of(connection), GetParam());
  std::string backups = folder.path() + "/backups";
  migrate(connection, {.steps = migrations(), .target = newest_version, .backup_directory = backups, .now = 1});
  EXPECT_EQ(version_of(connection), newest_version);
  db::Connection fresh(":memory:", db::Access::create);
  EXPECT_EQ(kind_of(fresh), DatabaseKind::empty);
  create_schema(fresh);
  EXPECT_EQ(kind_of(fresh), DatabaseKind::hearth);
  EXPECT_EQ(normalized_schema(connection), normalized_schema(fresh));
  EXPECT_TRUE(quick_check(connection).empty());

  std::vector<StoredMessage> messages = conversation(connection, {1}, 10);
  ASSERT_EQ(messages.size(), 2u);
  EXPECT_EQ(messages[1].message.origin.model, "reflex");
  EXPECT_EQ(get_session(connection, {1}).head, MessageId{2});
  EXPECT_EQ(get_session(connection, {2}).head, std::nullopt);
  db::add_relevance(connection.handle());
  auto hits = [&](std::string_view query) {
    int count = 0;
    search_messages(connection, {.words = query}, [&](const SearchHit&) { ++count; });
    return count;
  };
  EXPECT_EQ(hits("tax"), 1);
  EXPECT_EQ(hits("cafe"), GetParam() == 1 ? 1 : 0) << "in version 2 it waits for its batch";
  EXPECT_EQ(names_of(connection, {1}), (std::vector<std::string>{"tax-draft.md", "tax.md"}));
  std::vector<ToolCallRecord> calls = tool_calls(connection, {1});
  ASSERT_EQ(calls.size(), 1u);
  EXPECT_EQ(calls[0].result->text, "ok");
}

TEST_F(Migrating, StepsRunInOrderAfterAVerifiedBackup) {
  migrate_to(3, {to_two, to_three});
  EXPECT_EQ(version_of(connection), 3);
  connection.execute("INSERT INTO extra VALUES (1); UPDATE sessions SET colour = 'blue'");
  ASSERT_EQ(backup_names(), std::vector<std::string>{"hearth-v1-20231114T221320Z.db"});
  EXPECT_EQ(newest_backup(backups()), backups() + "/hearth-v1-20231114T221320Z.db");
  db::Connection backup(newest_backup(backups()), db::Access::read_only);
  EXPECT_EQ(version_of(backup), 1);
  EXPECT_EQ(kind_of(backup), DatabaseKind::hearth);
  EXPECT_EQ(rows_of(backup, "messages"), 2);
  EXPECT_EQ(fs::status(newest_backup(backups())).permissions() & fs::perms::mask,
            fs::perms::owner_read | fs::perms::owner_write);
}

TEST_F(Migrating, AStepThatFailsLeavesTheDatabaseAsItWas) {
  std::string before = normalized_schema(connection);
  Error error = error_of([&] { migrate_to(3, {to_two, broken}); });
  EXPECT_TRUE(contains(error, "from version 1 to 3") && contains(error, "step 3")) << error.what();
  EXPECT_EQ(normalized_schema(connection), before);
  EXPECT_EQ(version_of(connection), 1);
  EXPECT_EQ(backup_names().size(), 1u);
  migrate_to(3, {to_two, to_three}, 1'700'000'001'000);
  EXPECT_EQ(version_of(connection), 3);
}

TEST_F(Migrating, ARowThatRefersToNothingUndoesTheMigration) {
  EXPECT_EQ(error_of([&] { migrate_to(3, {to_two, dangling}); }).code(), Code::internal);
  EXPECT_EQ(version_of(connection), 1);
  EXPECT_THROW(connection.execute("INSERT INTO tasks(session_id,title,state,inputs,created_at) VALUES (99,'','','',1)"),
               Error)
      << "foreign keys are on again";
}

TEST_F(Migrating, NothingToDoMakesNoBackup) {
  migrate_to(1, {});
  EXPECT_TRUE(backup_names().empty());
}

TEST_F(Migrating, ThreeBackupsAreKept) {
  for (int i = 0; i < 5; ++i) make_backup(connection, {backups(), 1, 1'700'000'000'000 + i * 1000});
  EXPECT_EQ(backup_names(), (std::vector<std::string>{"hearth-v1-20231114T221322Z.db", "hearth-v1-20231114T221323Z.db",
                                                      "hearth-v1-20231114T221324Z.db"}));
}

TEST_F(Migrating, ABackupThatFailsIsRemovedAndTheMigrationNotBegun) {
  std::ofstream(backups()) << "a file in the way";
  EXPECT_THROW(migrate_to(2, {to_two}), Error);
  EXPECT_EQ(version_of(connection), 1);
}

TEST(NewestBackup, IsNothingWhereThereIsNone) {
  EXPECT_EQ(newest_backup("/tmp/hearth-no-folder"), "");
}

TEST(NormalizedSchema, SeesDifferencesThatMatterOnly) {
  auto schema = [](const char* sql) {
    db::Connection connection(":memory:", db::Access::create);
    connection.execute(sql);
    return normalized_schema(connection);
  };
  EXPECT_EQ(schema("CREATE TABLE t(a TEXT, -- why\n  b TEXT);CREATE INDEX i ON t(a);"),
            schema("CREATE TABLE t (a TEXT,b   TEXT);CREATE INDEX i ON t ( a )"));
  EXPECT_NE(schema("CREATE TABLE t(a TEXT DEFAULT 'x y')"), schema("CREATE TABLE t(a TEXT DEFAULT 'xy')"));
  EXPECT_NE(schema("CREATE TABLE t(a TEXT)"), schema("CREATE TABLE t(a TEXT NOT NULL)"));
}

}  // namespace
}  // namespace hearth::store
