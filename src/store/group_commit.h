// One writing connection shared by all threads, so that writes that arrive together share one transaction.
//
// The first caller leads: it runs its own function and those of all callers that came meanwhile, commits once and wakes
// them. A caller that is alone therefore never waits for another thread. Each function runs in a savepoint of its own,
// so that one that throws undoes its own work only. A commit that fails fails every function in it, and waits for the
// disk if one of them asks for that. Owned by the Store; any thread. Functions run on the leader's thread.
#pragma once

#include <condition_variable>
#include <exception>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "db/connection.h"
#include "store/store.h"

namespace hearth::store {

class GroupCommit {
 public:
  // `most`: what even those are given who ask for more.
  GroupCommit(db::Connection& connection, Durability most) : connection_(connection), most_(most) {}

  // Returns once the commit is done. Throws what f threw, or Error when the transaction failed.
  // Never inside another run(): ends the process.
  void run(const std::function<void(Write&)>& f, Durability durability);

 private:
  struct Job {
    const std::function<void(Write&)>& f;
    Durability durability;
    std::exception_ptr failure = nullptr;
    bool done = false;
    std::condition_variable changed = {};
  };
  using Batch = std::vector<Job*>;

  void lead(std::unique_lock<std::mutex>& lock, const Job& own);
  void execute(const Batch& batch);
  void set_durability(const Batch& batch);
  bool begin_or_fail(const Batch& batch);  // false: it has failed every job
  void execute_in_savepoint(Job& job);
  void commit_or_fail(const Batch& batch);
  void roll_back() noexcept;

  db::Connection& connection_;
  const Durability most_;
  std::optional<Durability> current_;  // the connection's; the leader's to change
  std::mutex mutex_;
  Batch waiting_;             // guarded by mutex_, as is leader_
  std::thread::id leader_{};  // no thread: nobody leads
};

}  // namespace hearth::store
