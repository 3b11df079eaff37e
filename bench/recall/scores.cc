#include "bench/recall/scores.h"

#include <fmt/format.h>

#include <algorithm>

namespace hearth::bench {

void Scores::add(const std::vector<std::size_t>& order, const std::vector<std::size_t>& evidence) {
  std::vector<std::size_t> ranks;  // from 0
  for (std::size_t wanted : evidence) {
    auto found = std::find(order.begin(), order.end(), wanted);
    if (found != order.end()) ranks.push_back(static_cast<std::size_t>(found - order.begin()));
  }
  auto within = [&](std::size_t k) {
    return static_cast<double>(std::count_if(ranks.begin(), ranks.end(), [k](std::size_t rank) { return rank < k; }));
  };
  auto all = static_cast<double>(evidence.size());
  ++questions;
  any1 += within(1) > 0 ? 1 : 0;
  any5 += within(5) > 0 ? 1 : 0;
  any10 += within(10) > 0 ? 1 : 0;
  any20 += within(20) > 0 ? 1 : 0;
  all10 += within(10) == all ? 1 : 0;
  part20 += within(20) / all;
  if (!ranks.empty()) reciprocal += 1.0 / static_cast<double>(*std::min_element(ranks.begin(), ranks.end()) + 1);
}

std::string Scores::row(const std::string& title) const {
  auto n = static_cast<double>(std::max<std::size_t>(questions, 1));
  return fmt::format("{:24} {:6}  {:.3f}  {:.3f}  {:.3f}   {:.3f}   {:.3f}   {:.3f}    {:.3f}\n", title, questions,
                     any1 / n, any5 / n, any10 / n, any20 / n, all10 / n, part20 / n, reciprocal / n);
}

std::string Scores::heading() {
  return fmt::format("{:24} {:>6}  {}\n", "", "n", "any@1  any@5  any@10  any@20  all@10  frac@20  MRR");
}

}  // namespace hearth::bench
