#include "bench/language.h"

#include <array>
#include <string_view>
#include <unordered_set>

namespace hearth::bench {

namespace {

constexpr double zipf_exponent = 1.05;

constexpr std::array<std::string_view, 30> beginnings = {"b",   "br", "d",  "dr", "f",  "fl", "g",  "gn", "h", "j",
                                                         "k",   "kl", "kn", "l",  "m",  "n",  "p",  "pl", "r", "s",
                                                         "sch", "sn", "st", "t",  "tr", "v",  "vr", "w",  "z", "zw"};
constexpr std::array<std::string_view, 11> vowels = {"a", "e", "i", "o", "u", "e", "a", "au", "ei", "io", "ue"};
constexpr std::array<std::string_view, 12> endings = {"", "", "", "", "n", "l", "r", "s", "t", "k", "ng", "lt"};

std::string make_word(Random& random, std::size_t syllables) {
  std::string word;
  for (std::size_t i = 0; i < syllables; ++i) (word += random.pick(beginnings)) += random.pick(vowels);
  return word += random.pick(endings);
}

// Frequent words are short.
std::size_t syllables_of(std::size_t rank) {
  constexpr std::size_t short_words = 300, middling_words = 7000;
  if (rank < short_words) return 1;
  return rank < middling_words ? 2 : 3;
}

}  // namespace

Language::Language(Random& random) : frequency_(size, zipf_exponent) {
  std::unordered_set<std::string> known;
  while (words_.size() < size) {
    std::string word = make_word(random, syllables_of(words_.size()));
    if (known.insert(word).second) words_.push_back(std::move(word));
  }
}

const std::string& Language::telling_word(Random& random) const {
  constexpr std::size_t first = 200, last = 6000;
  return words_[random.between(first, last)];
}

std::string Language::prose(Random& random, std::size_t words) const {
  constexpr std::size_t shortest_sentence = 5, one_in = 9;
  std::string text;
  std::size_t length = 0;  // of the sentence, in words
  for (std::size_t i = 0; i < words; ++i) {
    if (i > 0) text += ' ';
    std::size_t at = text.size();
    text += words_[frequency_(random)];
    if (length++ == 0) text[at] = static_cast<char>(text[at] - 'a' + 'A');
    bool ends = i + 1 == words || (length > shortest_sentence && random.below(one_in) == 0);
    if (!ends) continue;
    text += '.';
    length = 0;
  }
  return text;
}

std::string Language::words_between(Random& random, std::size_t least, std::size_t most) const {
  return prose(random, random.between(least, most));
}

}  // namespace hearth::bench
