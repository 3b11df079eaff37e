// The database of one data directory: one writer with group commit, and a pool of read-only connections.
//
// Owned by app/; shared by every thread. write() runs its function inside a transaction and returns once the commit is
// durable; writes that arrive together share one commit, and one that throws undoes nothing of the others. note() is
// for what a power cut may take: it does not wait for the disk, which has it with the next write(). read() runs its
// function on a snapshot. Repositories are the free functions of the other headers here: those that change something
// take a Write&, the others a db::Connection& (a Write gives one).
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>

#include "db/connection.h"

namespace hearth::store {

// Proof that a write transaction is open.
class Write {
 public:
  explicit Write(db::Connection& connection) : connection_(connection) {}
  db::Connection& connection() { return connection_; }
  operator db::Connection&() { return connection_; }

 private:
  db::Connection& connection_;
};

enum class Durability {
  full,    // acknowledged means on the disk
  normal,  // acknowledged survives a crash of the program, perhaps not of the machine
};

struct StoreOptions {
  std::string directory;  // created 0700 if absent
  Durability durability = Durability::full;
};

class Store {
 public:
  // Takes the directory's lock, opens or creates the database, migrates it after a verified backup.
  // Throws Error: conflict when another sidecar holds the directory; unsupported when the database is from a newer
  // version; internal when it is corrupt; denied or unavailable when the disk is read-only or full. Nothing is deleted.
  explicit Store(const StoreOptions& options);
  ~Store();

  template <class F>
  auto write(F&& f) {
    return write_at(Durability::full, f);
  }

  // As write(), but what it wrote survives a crash of the program only, until the next write().
  template <class F>
  auto note(F&& f) {
    return write_at(Durability::normal, f);
  }

  template <class F>
  auto read(F&& f) {
    Reader reader(*this);
    return f(reader.connection());
  }

  const std::string& directory() const;

  // Calls `f` after each commit, on the thread that wrote; it must neither block nor throw. Before any other thread
  // uses the store; an empty function ends it, once no other thread does.
  void when_committed(std::function<void()> f);

 private:
  class Reader {
   public:
    explicit Reader(Store& store);
    ~Reader();
    db::Connection& connection() { return *connection_; }

   private:
    Store& store_;
    std::unique_ptr<db::Connection> connection_;
  };
  template <class F>
  auto write_at(Durability durability, F& f) {
    using Result = decltype(f(std::declval<Write&>()));
    if constexpr (std::is_void_v<Result>) {
      write_erased(durability, [&](Write& write) { f(write); });
    } else {
      std::optional<Result> result;
      write_erased(durability, [&](Write& write) { result.emplace(f(write)); });
      return std::move(*result);
    }
  }
  void write_erased(Durability durability, const std::function<void(Write&)>& f);

  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace hearth::store
