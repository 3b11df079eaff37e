#include "sandbox/launch_thread.h"

#include <algorithm>
#include <utility>

#include "base/error.h"

namespace hearth::sandbox {

LaunchThread::LaunchThread() : thread_([this](std::stop_token stop) { serve(stop); }) {}

process::Child LaunchThread::spawn(const process::SpawnOptions& options) {
  Order order{&options, nullptr, nullptr};
  state_.update([&](State& state) { state.waiting.push_back(&order); });
  auto is_finished = [&](State& state) {
    return std::find(state.finished.begin(), state.finished.end(), &order) != state.finished.end();
  };
  // Not to be stopped: the order stands on this stack, and starting a program takes no time to speak of.
  state_.wait({}, is_finished, [&](State& state) { std::erase(state.finished, &order); });
  if (order.failure) std::rethrow_exception(order.failure);
  return std::move(*order.child);
}

void LaunchThread::serve(const std::stop_token& stop) {
  for (;;) {
    Order* order = nullptr;
    bool found = state_.wait(
        stop, [](State& state) { return !state.waiting.empty(); },
        [&](State& state) {
          order = state.waiting.front();
          state.waiting.erase(state.waiting.begin());
        });
    if (!found) return;
    // Handed to the thread that waits for it, which is a place that may catch it.
    try {
      order->child = std::make_unique<process::Child>(process::Child::spawn(*order->options));
    } catch (const Error&) {
      order->failure = std::current_exception();
    }
    state_.update([&](State& state) { state.finished.push_back(order); });
  }
}

}  // namespace hearth::sandbox
