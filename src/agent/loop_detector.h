// Notices a model that repeats itself: the same tool with the same arguments and nothing changed in between.
// Owned by a run; the run's thread.
#pragma once

#include <map>
#include <string>

#include "domain/json.h"

namespace hearth::agent {

class LoopDetector {
 public:
  // `limit`: how many identical calls in a row of turns are still let through, at least 1.
  explicit LoopDetector(int limit) : limit_(limit) {}
  // Counts the call; true if it is one too many.
  bool is_stuck(const std::string& tool, const json& arguments);
  // A call that changed something makes earlier reads worth repeating.
  void forget() { seen_.clear(); }

 private:
  int limit_;
  std::map<std::string, int> seen_;
};

}  // namespace hearth::agent
