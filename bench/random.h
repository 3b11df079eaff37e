// Numbers that look random and are the same on every machine: the standard library's distributions are not. One thread.
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace hearth::bench {

class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}

  // SplitMix64: each step of the state is mixed into one number.
  std::uint64_t next() {
    std::uint64_t mixed = state_ += 0x9e3779b97f4a7c15;
    mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9;
    mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111eb;
    return mixed ^ (mixed >> 31);
  }
  // 0 to n - 1.
  std::size_t below(std::size_t n) {
    return static_cast<std::size_t>((static_cast<unsigned __int128>(next()) * n) >> 64);
  }
  std::size_t between(std::size_t least, std::size_t most) { return least + below(most - least + 1); }
  // In (0, 1].
  double fraction() { return (static_cast<double>(next() >> 11) + 1.0) * 0x1p-53; }
  double exponential(double mean) { return -mean * std::log(fraction()); }
  template <class List>
  const auto& pick(const List& list) {
    return list[below(std::size(list))];
  }

 private:
  std::uint64_t state_;
};

// Draws ranks 0 to n - 1, the low ones far more often: the weight of a rank is (rank + 3.7) ^ -exponent. One table
// lookup a draw (Walker's alias method).
class RankedDraw {
 public:
  RankedDraw(std::size_t n, double exponent);
  std::size_t operator()(Random& random) const {
    std::size_t slot = random.below(keep_.size());
    return random.fraction() <= keep_[slot] ? slot : other_[slot];
  }

 private:
  std::vector<double> keep_;  // how often a slot stands for itself
  std::vector<std::size_t> other_;
};

}  // namespace hearth::bench
