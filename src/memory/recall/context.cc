#include "memory/recall/context.h"

#include <algorithm>
#include <functional>
#include <string>
#include <unordered_set>

#include "memory/recall/words.h"

namespace hearth::memory::recall {

namespace {

constexpr std::size_t run_length = 3;
constexpr double nearly_all = 0.7;

using Runs = std::unordered_set<std::size_t>;

Runs runs_of(const std::vector<Word>& words) {
  Runs runs;
  for (std::size_t i = 0; i < words.size(); ++i) {
    std::string run;
    std::size_t end = std::min(i + run_length, words.size());
    if (end - i < run_length && i > 0) break;  // a text of one or two words is one run
    for (std::size_t j = i; j < end; ++j) run += words[j].folded + ' ';
    runs.insert(std::hash<std::string>{}(run));
  }
  return runs;
}

}  // namespace

std::size_t estimated_tokens(std::string_view text) {
  constexpr std::size_t most = 1'000'000;
  return std::max(text.size() / 4, words_of(text, most).size());
}

std::vector<std::size_t> pack(const std::vector<std::string_view>& texts, std::size_t token_budget) {
  constexpr std::size_t seen_words = 2000;
  std::vector<std::size_t> taken;
  Runs said;
  std::size_t used = 0;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    Runs runs = runs_of(words_of(texts[i], seen_words));
    auto known = std::count_if(runs.begin(), runs.end(), [&](std::size_t run) { return said.contains(run); });
    std::size_t cost = estimated_tokens(texts[i]);
    if (runs.empty() || static_cast<double>(known) >= nearly_all * static_cast<double>(runs.size())) continue;
    if (used + cost > token_budget) continue;
    used += cost;
    said.insert(runs.begin(), runs.end());
    taken.push_back(i);
  }
  return taken;
}

}  // namespace hearth::memory::recall
