// How well an order of turns answers questions.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

namespace hearth::bench {

// The mean over questions of what is 1 at best: whether any (all) of the evidence is among the first k, which part of
// it is, and the reciprocal rank of the first.
struct Scores {
  std::size_t questions = 0;
  double any1 = 0, any5 = 0, any10 = 0, any20 = 0, all10 = 0, part20 = 0, reciprocal = 0;
  void add(const std::vector<std::size_t>& order, const std::vector<std::size_t>& evidence);
  std::string row(const std::string& title) const;
  static std::string heading();
};

using ScoresByCategory = std::map<std::string, Scores>;

}  // namespace hearth::bench
