#include "store/store.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "base/stop.h"
#include "store/migrations.h"
#include "store/preferences.h"
#include "store/test_store.h"

namespace hearth::store {
namespace {

namespace fs = std::filesystem;

mode_t mode_of(const std::string& path) {
  struct stat status {};
  EXPECT_EQ(::stat(path.c_str(), &status), 0) << path;
  return status.st_mode & 0777;
}

std::string bytes_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

class StoreOpening : public ::testing::Test {
 protected:
  StoreOptions options() const { return {directory(), Durability::normal}; }
  std::string directory() const { return folder.path() + "/data"; }
  std::string database() const { return directory() + "/hearth.db"; }
  void make_and_close() {
    Store store(options());
    store.write([](Write& write) { set_preference(write, "agent.max_turns", 5, 1); });
  }
  void execute(const std::string& sql) { db::Connection(database(), db::Access::read_write).execute(sql); }
  TemporaryFolder folder;
};

TEST_F(StoreOpening, MakesEverythingPrivateUnderAnyUmask) {
  mode_t old = ::umask(0);
  {
    Store store({folder.path() + "/a/b/data/", Durability::full});
    EXPECT_EQ(store.directory(), folder.path() + "/a/b/data");
    store.write([](Write& write) { set_preference(write, "x", 1, 1); });
    for (const char* name : {"/hearth.db", "/hearth.db-wal", "/hearth.db-shm", "/lock"}) {
      EXPECT_EQ(mode_of(store.directory() + name), 0600u) << name;
    }
  }
  ::umask(old);
  EXPECT_EQ(mode_of(folder.path() + "/a/b/data"), 0700u);
  EXPECT_EQ(mode_of(folder.path() + "/a"), 0700u);
}

TEST_F(StoreOpening, TakesRightsOfOthersAway) {
  make_and_close();
  ::chmod(directory().c_str(), 0755);
  ::chmod(database().c_str(), 0644);
  Store store(options());
  EXPECT_EQ(mode_of(directory()), 0700u);
  EXPECT_EQ(mode_of(database()), 0600u);
}

TEST_F(StoreOpening, KeepsWhatWasWritten) {
  make_and_close();
  Store store(options());
  EXPECT_EQ(store.read([](db::Connection& c) { return preferences(c); }).at("agent.max_turns"), 5);
}

TEST_F(StoreOpening, ASecondSidecarIsToldWhichProcessHoldsTheFolder) {
  Store store(options());
  Error error = error_of([&] { Store second(options()); });
  EXPECT_EQ(error.code(), Code::conflict);
  EXPECT_TRUE(contains(error, fmt::format("(process {})", ::getpid()))) << error.what();
  EXPECT_TRUE(contains(error, "hearth stop"));
}

TEST_F(StoreOpening, RefusesASymbolicLinkEvenWithASlash) {
  fs::create_directory(folder.path() + "/elsewhere");
  fs::create_symlink(folder.path() + "/elsewhere", directory());
  EXPECT_EQ(error_of([&] { Store store(options()); }).code(), Code::denied);
  EXPECT_EQ(error_of([&] { Store store({directory() + "//", Durability::full}); }).code(), Code::denied);
  EXPECT_TRUE(fs::is_empty(folder.path() + "/elsewhere"));
}

TEST_F(StoreOpening, RefusesLinksAndPipesInsideTheFolder) {
  fs::create_directory(directory());
  fs::create_symlink("/etc/passwd", database());
  EXPECT_EQ(error_of([&] { Store store(options()); }).code(), Code::denied);
  fs::remove(database());
  ASSERT_EQ(::mkfifo(database().c_str(), 0600), 0);
  EXPECT_EQ(error_of([&] { Store store(options()); }).code(), Code::denied);
}

TEST_F(StoreOpening, RefusesAFileInTheFoldersPlace) {
  std::ofstream(directory()) << "x";
  EXPECT_EQ(error_of([&] { Store store(options()); }).code(), Code::denied);
}

TEST_F(StoreOpening, RefusesTheFolderOfAnotherUser) {
  ASSERT_EQ(::geteuid(), 0u) << "only root can be another user: run the tests as root";
  fs::create_directory(directory());
  ::chmod(folder.path().c_str(), 0755);
  ::chmod(directory().c_str(), 0777);
  expect_in_child([&]() -> std::string {
    if (::setgid(65534) != 0 || ::setuid(65534) != 0) return "could not become another user";
    Error error = error_of([&] { Store store(options()); });
    if (error.code() != Code::denied || !contains(error, "belongs to user 0")) return error.what();
    return {};
  });
}

TEST_F(StoreOpening, RefusesANewerDatabaseAndNamesBothVersions) {
  make_and_close();
  execute("PRAGMA user_version = 99; PRAGMA journal_mode = DELETE;");
  std::string before = bytes_of(database());
  Error error = error_of([&] { Store store(options()); });
  EXPECT_EQ(error.code(), Code::unsupported);
  EXPECT_TRUE(contains(error, "version is 99") && contains(error, fmt::format("version {} and older", newest_version)))
      << error.what();
  EXPECT_EQ(bytes_of(database()), before);
}

TEST_F(StoreOpening, RefusesTheDatabaseOfAnotherProgramWithoutChangingIt) {
  fs::create_directory(directory());
  db::Connection(database(), db::Access::create).execute("CREATE TABLE theirs(x)");
  std::string before = bytes_of(database());
  EXPECT_EQ(error_of([&] { Store store(options()); }).code(), Code::conflict);
  EXPECT_EQ(bytes_of(database()), before);
}

TEST_F(StoreOpening, AFileThatIsNoDatabaseIsLeftAloneAndTheBackupNamed) {
  make_and_close();
  fs::create_directory(directory() + "/backups");
  std::ofstream(directory() + "/backups/hearth-v1-20260101T000000Z.db") << "a backup";
  std::ofstream(database()) << "Dear diary, this is no database at all, but a long enough text to be read as a header, "
                               "which is one hundred bytes.";
  std::string before = bytes_of(database());
  Error error = error_of([&] { Store store(options()); });
  EXPECT_EQ(error.code(), Code::internal);
  EXPECT_TRUE(contains(error, "not a database")) << error.what();
  EXPECT_TRUE(contains(error, "nothing was deleted or overwritten")) << error.what();
  EXPECT_TRUE(contains(error, "hearth-v1-20260101T000000Z.db")) << error.what();
  EXPECT_EQ(bytes_of(database()), before);
}

TEST_F(StoreOpening, ATruncatedDatabaseIsReportedWhenItOpens) {
  make_and_close();
  fs::resize_file(database(), 4096 * 3);
  Error error = error_of([&] { Store store(options()); });
  EXPECT_EQ(error.code(), Code::internal);
  EXPECT_TRUE(contains(error, "damaged") && contains(error, "start afresh")) << error.what();
}

TEST_F(StoreOpening, ADamagedPageIsReportedWhenItIsMet) {
  make_and_close();
  std::int64_t page = 0;
  {
    db::Connection connection(database(), db::Access::read_only);
    db::Statement row = connection.prepare("SELECT rootpage FROM sqlite_schema WHERE name = 'preferences'");
    ASSERT_TRUE(row.step());
    page = row.integer(0);
  }
  std::fstream file(database(), std::ios::in | std::ios::out | std::ios::binary);
  file.seekp((page - 1) * 4096);
  file << std::string(4096, 'x');
  file.close();
  Store store(options());
  Error error = error_of([&] { store.read([](db::Connection& c) { return preferences(c); }); });
  EXPECT_EQ(error.code(), Code::internal);
  EXPECT_TRUE(contains(error, "nothing was deleted")) << error.what();
}

TEST_F(StoreOpening, WhatACrashLeftBehindIsRecovered) {
  pid_t child = ::fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    Store store({directory(), Durability::full});
    store.write([](Write& write) { set_preference(write, "kept", true, 1); });
    ::_exit(0);  // as kill -9: nothing is closed
  }
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  ASSERT_TRUE(fs::exists(database() + "-wal"));
  Store store(options());
  EXPECT_EQ(store.read([](db::Connection& c) { return preferences(c); }).count("kept"), 1u);
}

class StoreReading : public StoreTest {};

// 2: a commit waits for the disk; 1: it does not.
std::int64_t synchronous(Write& write) {
  db::Statement pragma = write.connection().prepare("PRAGMA synchronous");
  pragma.step();
  return pragma.integer(0);
}

TEST_F(StoreOpening, AWriteWaitsForTheDiskAndANoteDoesNot) {
  Store store({folder.path() + "/data", Durability::full});
  EXPECT_EQ(store.write(synchronous), 2);
  EXPECT_EQ(store.note(synchronous), 1);
  EXPECT_EQ(store.write(synchronous), 2);
}

TEST_F(StoreOpening, NobodyWaitsForTheDiskOfAStoreOpenedSo) {
  Store store({folder.path() + "/data", Durability::normal});
  EXPECT_EQ(store.write(synchronous), 1);
  EXPECT_EQ(store.note(synchronous), 1);
}

TEST_F(StoreReading, ReturnsWhatTheFunctionReturns) {
  EXPECT_EQ(store->write([](Write&) { return 7; }), 7);
  EXPECT_EQ(store->read([](db::Connection&) { return std::string("x"); }), "x");
}

TEST_F(StoreReading, SeesOneSnapshotAndTheNextReadANewerOne) {
  auto count = [](db::Connection& c) { return preferences(c).size(); };
  store->read([&](db::Connection& outer) {
    EXPECT_EQ(count(outer), 0u);
    store->write([](Write& write) { set_preference(write, "a", 1, 1); });
    EXPECT_EQ(count(outer), 0u);
    EXPECT_EQ(store->read(count), 1u);
  });
  EXPECT_EQ(store->read(count), 1u);
}

TEST_F(StoreReading, CannotWrite) {
  Error error = error_of([&] { store->read([](db::Connection& c) { c.execute("DELETE FROM preferences"); }); });
  EXPECT_EQ(error.code(), Code::denied);
}

TEST_F(StoreReading, AFunctionThatThrowsGivesItsConnectionBack) {
  for (int i = 0; i < 100; ++i) EXPECT_THROW(store->read([](db::Connection&) -> int { throw Cancelled{}; }), Cancelled);
  EXPECT_EQ(store->read([](db::Connection& c) { return preferences(c).size(); }), 0u);
}

}  // namespace
}  // namespace hearth::store
