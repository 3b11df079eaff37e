// SQLite behind three small classes: Connection, Statement, Savepoint. Every call that SQLite refuses throws Error with
// what was tried and SQLite's own words; a full disk is unavailable, a read-only one denied, a corrupt file internal.
// A Connection and its statements belong to one thread at a time.
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace hearth::db {

class Connection;

// A prepared statement, borrowed from its connection and reset when it goes out of scope. Parameters are bound in order.
//
//   Statement row = connection.prepare("SELECT title FROM sessions WHERE id = ?");
//   row.bind(7);
//   if (row.step()) use(row.text(0));
class Statement {
 public:
  Statement(Statement&& other) noexcept;
  Statement& operator=(Statement&&) = delete;
  ~Statement();

  template <class... Values>
  Statement& bind(const Values&... values) {
    (bind_one(values), ...);
    return *this;
  }
  // True while there is a row.
  bool step();
  // Runs a statement that gives no rows.
  void run();
  // Makes it ready to be bound and run again.
  void reset();

  bool is_null(int column) const;
  std::int64_t integer(int column) const;
  double real(int column) const;
  // Valid until the next step, reset or the end of the statement.
  std::string_view text(int column) const;
  std::string copy(int column) const { return std::string(text(column)); }

 private:
  friend class Connection;
  Statement(Connection& connection, sqlite3_stmt* handle);
  void bind_one(std::nullptr_t);
  void bind_one(std::int64_t value);
  void bind_one(int value) { bind_one(static_cast<std::int64_t>(value)); }
  void bind_one(double value);
  void bind_one(std::string_view value);  // the bytes must live until the statement is reset
  void bind_one(const std::string& value) { bind_one(std::string_view(value)); }
  void bind_one(const char* value) { bind_one(std::string_view(value)); }
  template <class T>
  void bind_one(const std::optional<T>& value) {
    if (value) {
      bind_one(*value);
    } else {
      bind_one(nullptr);
    }
  }
  Connection* connection_;
  sqlite3_stmt* handle_;
  int next_parameter_ = 1;
};

enum class Access { read_only, read_write, create };

class Connection {
 public:
  // Opens the file, sets the pragmas of settings.h-independent kind (foreign keys, busy timeout) and no others.
  Connection(const std::string& path, Access access);
  ~Connection();
  Connection(const Connection&) = delete;

  // `sql` is kept as the key of the statement cache: pass string literals.
  Statement prepare(std::string_view sql);
  // Runs one or more statements without parameters or rows.
  void execute(const std::string& sql);
  std::int64_t last_insert_id() const;
  std::int64_t rows_changed() const;
  sqlite3* handle() const { return handle_; }

 private:
  friend class Statement;
  [[noreturn]] void fail(std::string_view doing) const;
  sqlite3* handle_ = nullptr;
  // Idle statements by SQL text; a statement in use is absent, so a nested use of the same SQL prepares another.
  std::unordered_multimap<std::string_view, sqlite3_stmt*> idle_;
};

// Rolls back unless released.
class Savepoint {
 public:
  explicit Savepoint(Connection& connection);
  ~Savepoint();
  void release();

 private:
  Connection& connection_;
  bool open_ = true;
};

}  // namespace hearth::db
