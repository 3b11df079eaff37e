#include "bench/random.h"

#include <numeric>

namespace hearth::bench {

RankedDraw::RankedDraw(std::size_t n, double exponent) : keep_(n), other_(n) {
  constexpr double flattening = 3.7;
  for (std::size_t rank = 0; rank < n; ++rank)
    keep_[rank] = std::pow(static_cast<double>(rank) + flattening, -exponent);
  double scale = static_cast<double>(n) / std::accumulate(keep_.begin(), keep_.end(), 0.0);
  std::vector<std::size_t> poor, rich;
  for (std::size_t rank = 0; rank < n; ++rank) {
    keep_[rank] *= scale;
    other_[rank] = rank;
    (keep_[rank] < 1 ? poor : rich).push_back(rank);
  }
  // Each poor slot is filled up to 1 from a rich one, which may become poor by it.
  while (!poor.empty() && !rich.empty()) {
    std::size_t needy = poor.back(), giver = rich.back();
    poor.pop_back();
    other_[needy] = giver;
    keep_[giver] -= 1 - keep_[needy];
    if (keep_[giver] < 1) {
      rich.pop_back();
      poor.push_back(giver);
    }
  }
}

}  // namespace hearth::bench
