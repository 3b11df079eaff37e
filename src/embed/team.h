// Two threads that do one job together: the caller's and one of the team's own, which is kept awake for a moment after
// each job, so that the next question finds it ready, and sleeps otherwise. Owned by one encoder; run() by one caller
// at a time.
#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace hearth::embed {

class Team {
 public:
  Team();
  Team(const Team&) = delete;
  Team& operator=(const Team&) = delete;
  ~Team();

  // False for a while after the two had to wait for each other for long: other programs want the processors, and one
  // thread alone is done sooner then. To be asked once before each run().
  bool is_worthwhile();
  // Lets job(0) run here and job(1) on the other thread; returns when both have. A job does not throw.
  void run(const std::function<void(int part)>& job);
  // Inside a job: waits until the other part is here too.
  void meet();

 private:
  void work(const std::stop_token& stop);

  const std::function<void(int)>* job_ = nullptr;
  alignas(64) std::atomic<unsigned> begun_{0};
  alignas(64) std::atomic<unsigned> ended_{0};
  alignas(64) std::atomic<unsigned> arrived_{0};
  std::atomic<unsigned> late_{0};  // meetings of this job at which one waited for long
  unsigned rests_ = 0;             // runs without the team that are still to come
  std::atomic<bool> asleep_{false};
  std::mutex mutex_;
  std::condition_variable_any woken_;
  std::jthread thread_;  // last: it uses all of the above
};

}  // namespace hearth::embed
