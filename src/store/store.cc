#include "store/store.h"

#include <fmt/format.h>

#include <memory>
#include <string>
#include <utility>

#include "base/clock.h"
#include "base/error.h"
#include "store/backup.h"
#include "store/data_directory.h"
#include "store/group_commit.h"
#include "store/migrations.h"
#include "store/reader_pool.h"

namespace hearth::store {

namespace {

constexpr const char* database_name = "hearth.db";

std::string damage_advice(const std::string& directory) {
  std::string backup = newest_backup(directory + "/backups");
  std::string start_afresh = fmt::format("move the files {}/{}* away to start afresh", directory, database_name);
  if (backup.empty())
    return fmt::format("nothing was deleted or overwritten; there is no backup yet: {}", start_afresh);
  return fmt::format("nothing was deleted or overwritten: {}, or copy the backup {} to {}/{} after that", start_afresh,
                     backup, directory, database_name);
}

void set_pragmas(db::Connection& connection) {
  // The log is kept small on the disk, and moved into the database in portions that a writer hardly notices.
  connection.execute(
      "PRAGMA journal_mode = WAL;"
      "PRAGMA wal_autocheckpoint = 4000;"
      "PRAGMA journal_size_limit = 16777216;"
      "PRAGMA cache_size = -4096;"
      "PRAGMA secure_delete = ON;");
}

// Before anything is written, so that a file that is not ours to change stays as it is.
void require_ours(db::Connection& connection, const std::string& directory) {
  switch (kind_of(connection)) {
    case DatabaseKind::foreign:
      throw Error(Code::conflict, fmt::format("opening {}/{}: it is the database of another program: choose another "
                                              "folder with --data",
                                              directory, database_name));
    case DatabaseKind::hearth:
      require_known_version(connection, newest_version);
      break;
    case DatabaseKind::empty:
      break;
  }
}

void bring_schema_to_newest(db::Connection& connection, const std::string& directory) {
  if (kind_of(connection) == DatabaseKind::empty) {
    create_schema(connection);
    return;
  }
  migrate(connection, {.steps = migrations(),
                       .target = newest_version,
                       .backup_directory = directory + "/backups",
                       .now = unix_millis_now()});
}

}  // namespace

struct Store::State {
  explicit State(const StoreOptions& options)
      : directory(options.directory),
        path(prepared_path(directory)),
        advice(damage_advice(directory.path())),
        writer(path, db::Access::read_write),
        readers(path, advice),
        commits(writer, options.durability) {
    writer.advise_on_damage(advice);
    require_ours(writer, directory.path());
    set_pragmas(writer);
    bring_schema_to_newest(writer, directory.path());
  }

  static std::string prepared_path(const DataDirectory& directory) {
    directory.prepare_file(database_name);
    return directory.path() + "/" + database_name;
  }

  DataDirectory directory;
  std::string path;
  std::string advice;
  db::Connection writer;
  ReaderPool readers;
  GroupCommit commits;
  std::function<void()> committed;
};

Store::Store(const StoreOptions& options)
    : state_(with_context("starting the store", [&] { return std::make_unique<State>(options); })) {}

Store::~Store() = default;

const std::string& Store::directory() const {
  return state_->directory.path();
}

void Store::write_erased(Durability durability, const std::function<void(Write&)>& f) {
  state_->commits.run(f, durability);
  if (state_->committed) state_->committed();
}

void Store::when_committed(std::function<void()> f) {
  state_->committed = std::move(f);
}

Store::Reader::Reader(Store& store) : store_(store), connection_(store.state_->readers.borrow()) {}

Store::Reader::~Reader() {
  store_.state_->readers.give_back(std::move(connection_));
}

}  // namespace hearth::store
