// Words as the ranking reads them: cheap, and only ever compared with short lists of common English words. What the
// index finds by is analysed there (search/).
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace hearth::memory::recall {

struct Word {
  std::string folded;  // ASCII letters in lower case; an apostrophe inside stays ("don't")
  std::string_view written;
  bool begins_sentence = false;
};

// At most `limit` words. The views are into `text`.
std::vector<Word> words_of(std::string_view text, std::size_t limit = 400);

// True if the sorted list holds the word.
template <std::size_t N>
bool holds(const std::string_view (&sorted)[N], std::string_view word) {
  std::size_t low = 0, high = N;
  while (low < high) {
    std::size_t middle = (low + high) / 2;
    (sorted[middle] < word ? low : high) = sorted[middle] < word ? middle + 1 : middle;
  }
  return low < N && sorted[low] == word;
}

}  // namespace hearth::memory::recall
