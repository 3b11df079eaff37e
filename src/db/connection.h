// SQLite behind three small classes: Connection, Statement, Savepoint. Every call that SQLite refuses throws Error with
// what was tried and SQLite's own words; a full disk or a busy file is unavailable, a read-only one denied, a damaged
// one internal, a violated constraint conflict. A Connection and its statements belong to one thread at a time.
#pragma once

#include <sqlite3.h>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace hearth::db {

class Connection;

// The text of a statement that is kept: the cache holds a view of it, so only a constant of the program will do.
class Sql {
 public:
  consteval Sql(const char* literal) : text_(literal) {}
  std::string_view text() const { return text_; }

 private:
  std::string_view text_;
};

// A prepared statement, borrowed from its connection and reset when it goes out of scope. Parameters are bound in
// order.
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
  using Idle = std::vector<sqlite3_stmt*>;
  Statement(Connection& connection, Idle* idle, sqlite3_stmt* handle);
  void bind_one(std::nullptr_t);
  void bind_one(std::int64_t value);
  void bind_one(int value) { bind_one(static_cast<std::int64_t>(value)); }
  void bind_one(double value);
  void bind_one(std::string_view value);  // the bytes must live until the statement is reset
  // An id of domain/ids.h.
  template <class T>
  requires std::same_as<decltype(T::value), std::int64_t>
  void bind_one(const T& id) { bind_one(id.value); }
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
  Idle* idle_;  // where the handle goes back to; null: it is not kept
  sqlite3_stmt* handle_;
  int next_parameter_ = 1;
};

enum class Access { read_only, read_write, create };

class Connection {
 public:
  // Opens the file, turns foreign keys on and sets the busy timeout; every other pragma is the caller's.
  Connection(const std::string& path, Access access);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  Statement prepare(Sql sql);
  // A statement that is not kept afterwards, for text that is made at run time.
  Statement prepare_once(std::string_view sql);
  // Runs one or more statements without parameters or rows.
  void execute(const std::string& sql);
  // False once SQLite itself has rolled the transaction back, as it may when the disk is full.
  bool in_transaction() const;
  // What the messages of Errors about a damaged file shall end with.
  void advise_on_damage(std::string advice) { damage_advice_ = std::move(advice); }
  std::int64_t last_insert_id() const;
  std::int64_t rows_changed() const;
  sqlite3* handle() const { return handle_; }

 private:
  friend class Statement;
  sqlite3_stmt* compile(std::string_view sql, unsigned flags);
  [[noreturn]] void fail(std::string_view doing) const;
  sqlite3* handle_ = nullptr;
  std::string path_;
  std::string damage_advice_;
  // Idle statements by SQL text; a statement in use is absent, so a nested use of the same SQL prepares another.
  std::unordered_map<std::string_view, Statement::Idle> idle_;
};

// Rolls back unless released.
class Savepoint {
 public:
  explicit Savepoint(Connection& connection);
  Savepoint(const Savepoint&) = delete;
  Savepoint& operator=(const Savepoint&) = delete;
  ~Savepoint();
  void release();

 private:
  Connection& connection_;
  bool open_ = true;
};

}  // namespace hearth::db
