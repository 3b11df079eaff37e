#include "shell/recovery.h"

namespace hearth::shell {

namespace {

constexpr std::size_t most_crashes = 3;
constexpr std::chrono::seconds within{60};

}  // namespace

Recovery::Remedy Recovery::after_crash(Time now) {
  while (!crashes_.empty() && now - crashes_.front() > within) crashes_.pop_front();
  crashes_.push_back(now);
  return crashes_.size() <= most_crashes ? Remedy::reload : next_step();
}

Recovery::Remedy Recovery::next_step() {
  crashes_.clear();
  switch (drawing_) {
    case Drawing::automatic:
      drawing_ = Drawing::software;
      return Remedy::software;
    case Drawing::software:
      return Remedy::browser;
  }
  return Remedy::browser;
}

}  // namespace hearth::shell
