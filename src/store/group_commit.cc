#include "store/group_commit.h"

#include <algorithm>
#include <cstddef>
#include <iterator>

#include "base/check.h"
#include "base/error.h"

namespace hearth::store {

namespace {

constexpr std::size_t largest_batch = 64;

// Each caller gets an exception of its own: callers add context to theirs, on their own threads.
template <class Batch>
void fail_all(const Batch& batch, const Error& reason) {
  for (auto* job : batch) {
    if (!job->failure) job->failure = std::make_exception_ptr(Error(reason));
  }
}

}  // namespace

void GroupCommit::run(const std::function<void(Write&)>& f, Durability durability) {
  Job job{f, durability};
  {
    std::unique_lock lock(mutex_);
    check(leader_ != std::this_thread::get_id());
    waiting_.push_back(&job);
    job.changed.wait(lock, [&] { return job.done || leader_ == std::thread::id{}; });
    if (!job.done) lead(lock, job);
  }
  if (job.failure) std::rethrow_exception(std::move(job.failure));
}

void GroupCommit::lead(std::unique_lock<std::mutex>& lock, const Job& own) {
  leader_ = std::this_thread::get_id();
  while (!own.done) {
    auto end = waiting_.begin() + static_cast<std::ptrdiff_t>(std::min(waiting_.size(), largest_batch));
    Batch batch(waiting_.begin(), end);
    waiting_.erase(waiting_.begin(), end);
    lock.unlock();
    execute(batch);
    lock.lock();
    for (Job* job : batch) {
      job->done = true;
      job->changed.notify_one();
    }
  }
  leader_ = {};
  if (!waiting_.empty()) waiting_.front()->changed.notify_one();
}

void GroupCommit::execute(const Batch& batch) {
  if (!begin_or_fail(batch)) return;
  for (Job* job : batch) {
    if (connection_.in_transaction()) execute_in_savepoint(*job);
  }
  commit_or_fail(batch);
}

void GroupCommit::set_durability(const Batch& batch) {
  auto asks_for_disk = [](const Job* job) { return job->durability == Durability::full; };
  bool full = most_ == Durability::full && std::ranges::any_of(batch, asks_for_disk);
  Durability wanted = full ? Durability::full : Durability::normal;
  if (wanted == current_) return;
  connection_.execute(full ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL");
  current_ = wanted;
}

bool GroupCommit::begin_or_fail(const Batch& batch) {
  try {
    set_durability(batch);
    connection_.prepare("BEGIN IMMEDIATE").run();
    return true;
  } catch (const Error& error) {  // belongs to every caller, not to this thread's alone
    fail_all(batch, error);
    return false;
  }
}

void GroupCommit::execute_in_savepoint(Job& job) {
  Write write(connection_);
  try {
    db::Savepoint savepoint(connection_);
    job.f(write);
    savepoint.release();
  } catch (...) {  // carried to the caller, whatever it is
    job.failure = std::current_exception();
  }
}

void GroupCommit::commit_or_fail(const Batch& batch) {
  try {
    if (!connection_.in_transaction()) {
      throw Error(Code::unavailable,
                  "writing to the database: a write of the same commit ran out of space or memory: "
                  "nothing of it was kept: free some space and try again");
    }
    connection_.prepare("COMMIT").run();
  } catch (const Error& error) {  // belongs to every caller, not to this thread's alone
    roll_back();
    fail_all(batch, error);
  }
}

void GroupCommit::roll_back() noexcept {
  if (!connection_.in_transaction()) return;
  // Cannot fail in a way that leaves the transaction open; a failed one is gone either way.
  sqlite3_exec(connection_.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
  check(!connection_.in_transaction());
}

}  // namespace hearth::store
