#include "agent/loop_detector.h"

namespace hearth::agent {

bool LoopDetector::is_stuck(const std::string& tool, const json& arguments) {
  return ++seen_[tool + arguments.dump(-1, ' ', false, json::error_handler_t::replace)] > limit_;
}

}  // namespace hearth::agent
