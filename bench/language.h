// A made-up language: words by rank, as unevenly frequent as those of a real one, and sentences of them. One thread.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "bench/random.h"

namespace hearth::bench {

class Language {
 public:
  // The same words for every Random in the same state.
  explicit Language(Random& random);

  const std::string& word(std::size_t rank) const { return words_[rank]; }
  // A word that tells something: neither one of the most common nor a rare one.
  const std::string& telling_word(Random& random) const;
  // So many words in sentences.
  std::string prose(Random& random, std::size_t words) const;
  std::string words_between(Random& random, std::size_t least, std::size_t most) const;

  static constexpr std::size_t size = 50'000;

 private:
  std::vector<std::string> words_;  // the most frequent first
  RankedDraw frequency_;
};

}  // namespace hearth::bench
