// What to do when the web view has failed: load the page again, show it by software alone, or give up on the window and
// use the browser. Each step is taken only when the one before has not helped. Pure; main thread.
#pragma once

#include <chrono>
#include <deque>

namespace hearth::shell {

enum class Drawing { automatic, software };

class Recovery {
 public:
  enum class Remedy { reload, software, browser };
  using Time = std::chrono::steady_clock::time_point;

  explicit Recovery(Drawing drawing) : drawing_(drawing) {}
  // The web process has ended: it is started again, but not without end.
  Remedy after_crash(Time now);
  // The page was loaded and nothing was drawn: loading it again would not change that.
  Remedy after_blank() { return next_step(); }

 private:
  Remedy next_step();

  Drawing drawing_;
  std::deque<Time> crashes_;
};

}  // namespace hearth::shell
