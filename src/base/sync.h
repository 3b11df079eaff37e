// Sync<T>: a lock that owns its data, so that the data cannot be reached without the lock.
//
//   Sync<std::map<int, std::string>> names;
//   names.with([](auto& map) { map[1] = "one"; });
//
// Never call out of the module while holding a lock, and never hold two.
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <stop_token>
#include <utility>

namespace hearth {

template <class T>
class Sync {
 public:
  Sync() = default;
  explicit Sync(T value) : value_(std::move(value)) {}

  // Runs f(T&) under the lock and returns what it returns.
  template <class F>
  decltype(auto) with(F&& f) {
    std::lock_guard lock(mutex_);
    return std::forward<F>(f)(value_);
  }

  // Runs f(T&) under the lock, then wakes every thread waiting in wait() or wait_until().
  template <class F>
  void update(F&& f) {
    {
      std::lock_guard lock(mutex_);
      std::forward<F>(f)(value_);
    }
    changed_.notify_all();
  }

  // Blocks until ready(T&) holds; then runs f(T&) under the same lock. False, without running f, if stop came first.
  template <class Ready, class F>
  bool wait(std::stop_token stop, Ready ready, F&& f) {
    std::unique_lock lock(mutex_);
    if (!changed_.wait(lock, stop, [&] { return ready(value_); })) return false;
    std::forward<F>(f)(value_);
    return true;
  }

  // As wait, but also gives up at `deadline`.
  template <class Clock, class Duration, class Ready, class F>
  bool wait_until(std::stop_token stop, std::chrono::time_point<Clock, Duration> deadline, Ready ready, F&& f) {
    std::unique_lock lock(mutex_);
    if (!changed_.wait_until(lock, stop, deadline, [&] { return ready(value_); })) return false;
    std::forward<F>(f)(value_);
    return true;
  }

 private:
  std::mutex mutex_;
  std::condition_variable_any changed_;
  T value_{};
};

}  // namespace hearth
