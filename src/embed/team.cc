#include "embed/team.h"

#include <chrono>

#include "embed/one_dnn.h"

namespace hearth::embed {
namespace {

void pause_processor() {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#endif
}

// Until ready() holds; false if that took long. Where another program has the processor that it waits for, it lets go
// of its own.
template <class Ready>
bool spin(Ready ready) {
  constexpr int patience = 4000;
  int i = 0;
  for (; !ready(); ++i) {
    if (i < patience)
      pause_processor();
    else
      std::this_thread::yield();
  }
  return i <= patience;
}

// As long as questions that follow one another closely are apart.
constexpr auto awake = std::chrono::microseconds(200);

}  // namespace

Team::Team() : thread_([this](const std::stop_token& stop) { work(stop); }) {}

Team::~Team() = default;

bool Team::is_worthwhile() {
  if (rests_ == 0) return true;
  --rests_;
  return false;
}

void Team::run(const std::function<void(int)>& job) {
  constexpr unsigned bearable = 3;
  constexpr unsigned rest = 100;
  late_ = 0;
  job_ = &job;
  const unsigned number = begun_.fetch_add(1) + 1;
  if (asleep_.load()) {
    const std::lock_guard lock(mutex_);  // it is past its last look at begun_, or has not looked yet
    woken_.notify_one();
  }
  job(0);
  spin([&] { return ended_.load(std::memory_order_acquire) == number; });
  if (late_ > bearable) rests_ = rest;
}

void Team::meet() {
  // Odd and even arrivals in turn: whoever comes second makes the number even and goes on at once.
  const unsigned mine = arrived_.fetch_add(1, std::memory_order_acq_rel) + 1;
  if (mine % 2 == 0) return;
  if (!spin([&] { return arrived_.load(std::memory_order_acquire) != mine; })) ++late_;
}

void Team::work(const std::stop_token& stop) {
  OneDnn::get().use_one_thread();
  for (unsigned done = 0; !stop.stop_requested(); ++done) {
    const auto ready = [&] { return begun_.load(std::memory_order_acquire) != done; };
    const auto until = std::chrono::steady_clock::now() + awake;
    while (!ready() && std::chrono::steady_clock::now() < until) pause_processor();
    if (!ready()) {
      std::unique_lock lock(mutex_);
      asleep_.store(true);
      const bool called = woken_.wait(lock, stop, [&] { return begun_.load() != done; });
      asleep_.store(false);
      if (!called) return;
    }
    (*job_)(1);
    ended_.store(done + 1, std::memory_order_release);
  }
}

}  // namespace hearth::embed
