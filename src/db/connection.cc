#include "db/connection.h"

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <utility>

#include "base/check.h"
#include "base/error.h"
#include "base/utf8.h"
#include "db/failure.h"

namespace hearth::db {

namespace {

constexpr int busy_timeout_ms = 5000;

// Counting every allocation under a global lock costs more than it tells.
void configure_library() {
  static const int result = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  check(result == SQLITE_OK);
}

int open_flags(Access access) {
  constexpr int always = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  switch (access) {
    case Access::read_only:
      return always | SQLITE_OPEN_READONLY;
    case Access::read_write:
      return always | SQLITE_OPEN_READWRITE;
    case Access::create:
      return always | SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
  }
  return always | SQLITE_OPEN_READONLY;
}

// The first words of a statement are enough to find it; values never appear in it.
std::string brief(std::string_view sql) {
  constexpr std::size_t longest = 80;
  std::string_view front = utf8_prefix(sql, longest);
  return fmt::format("\"{}{}\"", front, front.size() < sql.size() ? "…" : "");
}

}  // namespace

Statement::Statement(Connection& connection, Idle* idle, sqlite3_stmt* handle)
    : connection_(&connection), idle_(idle), handle_(handle) {}

Statement::Statement(Statement&& other) noexcept
    : connection_(other.connection_),
      idle_(other.idle_),
      handle_(std::exchange(other.handle_, nullptr)),
      next_parameter_(other.next_parameter_) {}

Statement::~Statement() {
  if (handle_ == nullptr) return;
  if (idle_ == nullptr) {
    sqlite3_finalize(handle_);
    return;
  }
  sqlite3_reset(handle_);
  sqlite3_clear_bindings(handle_);  // they point to bytes that are about to go
  idle_->push_back(handle_);
}

bool Statement::step() {
  int result = sqlite3_step(handle_);
  if (result == SQLITE_ROW) return true;
  if (result == SQLITE_DONE) return false;
  connection_->fail(fmt::format("running {}", brief(sqlite3_sql(handle_))));
}

void Statement::run() {
  check(!step());
  reset();
}

void Statement::reset() {
  sqlite3_reset(handle_);
  next_parameter_ = 1;
}

void Statement::bind_one(std::nullptr_t) {
  check(sqlite3_bind_null(handle_, next_parameter_++) == SQLITE_OK);
}

void Statement::bind_one(std::int64_t value) {
  check(sqlite3_bind_int64(handle_, next_parameter_++, value) == SQLITE_OK);
}

void Statement::bind_one(double value) {
  check(sqlite3_bind_double(handle_, next_parameter_++, value) == SQLITE_OK);
}

void Statement::bind_one(std::string_view value) {
  const char* bytes = value.data() == nullptr ? "" : value.data();  // SQLite takes a null pointer for NULL
  int result = sqlite3_bind_text64(handle_, next_parameter_++, bytes, value.size(), SQLITE_STATIC, SQLITE_UTF8);
  if (result != SQLITE_OK) connection_->fail(fmt::format("giving a value to {}", brief(sqlite3_sql(handle_))));
}

bool Statement::is_null(int column) const {
  return sqlite3_column_type(handle_, column) == SQLITE_NULL;
}
std::int64_t Statement::integer(int column) const {
  return sqlite3_column_int64(handle_, column);
}
double Statement::real(int column) const {
  return sqlite3_column_double(handle_, column);
}

std::string_view Statement::text(int column) const {
  // The order matters: the bytes are counted after the text has been made.
  const unsigned char* bytes = sqlite3_column_text(handle_, column);
  if (bytes == nullptr) return {};
  return {reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(sqlite3_column_bytes(handle_, column))};
}

Connection::Connection(const std::string& path, Access access) : path_(path) {
  configure_library();
  if (sqlite3_open_v2(path.c_str(), &handle_, open_flags(access), nullptr) != SQLITE_OK) {
    // A constructor that throws runs no destructor, and the message lives in the handle.
    struct Closer {
      sqlite3* handle;
      ~Closer() { sqlite3_close(handle); }
    } closer{handle_};
    fail("opening it");
  }
  sqlite3_busy_timeout(handle_, busy_timeout_ms);
  sqlite3_db_config(handle_, SQLITE_DBCONFIG_ENABLE_FKEY, 1, nullptr);
  sqlite3_db_config(handle_, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
}

Connection::~Connection() {
  for (auto& [sql, handles] : idle_) {
    for (sqlite3_stmt* handle : handles) sqlite3_finalize(handle);
  }
  check(sqlite3_close(handle_) == SQLITE_OK);  // busy: a Statement outlives its connection
}

Statement Connection::prepare(Sql sql) {
  Statement::Idle& idle = idle_[sql.text()];
  if (!idle.empty()) {
    sqlite3_stmt* handle = idle.back();
    idle.pop_back();
    return Statement(*this, &idle, handle);
  }
  idle.reserve(2);  // so that a destructor's giving back need not allocate in the common case
  return Statement(*this, &idle, compile(sql.text(), SQLITE_PREPARE_PERSISTENT));
}

Statement Connection::prepare_once(std::string_view sql) {
  return Statement(*this, nullptr, compile(sql, 0));
}

sqlite3_stmt* Connection::compile(std::string_view sql, unsigned flags) {
  sqlite3_stmt* handle = nullptr;
  int result = sqlite3_prepare_v3(handle_, sql.data(), static_cast<int>(sql.size()), flags, &handle, nullptr);
  if (result != SQLITE_OK) fail(fmt::format("preparing {}", brief(sql)));
  return handle;
}

void Connection::execute(const std::string& sql) {
  if (sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
    fail(fmt::format("running {}", brief(sql)));
}

bool Connection::in_transaction() const {
  return sqlite3_get_autocommit(handle_) == 0;
}
std::int64_t Connection::last_insert_id() const {
  return sqlite3_last_insert_rowid(handle_);
}
std::int64_t Connection::rows_changed() const {
  return sqlite3_changes64(handle_);
}

void Connection::fail(std::string_view doing) const {
  Meaning meaning = handle_ == nullptr ? meaning_of(SQLITE_NOMEM, 0)
                                       : meaning_of(sqlite3_extended_errcode(handle_), sqlite3_system_errno(handle_));
  std::string message = fmt::format("using the database {}: {}: {}", path_, doing,
                                    handle_ == nullptr ? sqlite3_errstr(SQLITE_NOMEM) : sqlite3_errmsg(handle_));
  if (!meaning.advice.empty()) message += fmt::format(": {}", meaning.advice);
  if (meaning.damaged && !damage_advice_.empty()) message += fmt::format(": {}", damage_advice_);
  throw Error(meaning.code, std::move(message));
}

Savepoint::Savepoint(Connection& connection) : connection_(connection) {
  connection_.prepare("SAVEPOINT hearth").run();
}

Savepoint::~Savepoint() {
  if (!open_ || !connection_.in_transaction()) return;
  // Fails only where SQLite has rolled back everything already, which the owner of the transaction notices.
  sqlite3_exec(connection_.handle(), "ROLLBACK TO hearth; RELEASE hearth", nullptr, nullptr, nullptr);
}

void Savepoint::release() {
  connection_.prepare("RELEASE hearth").run();
  open_ = false;
}

}  // namespace hearth::db
