#include "search/words.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>

#include "search/letters.h"
#include "search/stemmer.h"

namespace hearth::search {

namespace {

// Lower case of an ASCII letter or digit; 0 for what ends a word; 1 for what needs a closer look.
constexpr std::array<char, 256> ascii = [] {
  std::array<char, 256> table = {};
  for (int c = '0'; c <= '9'; ++c) table[c] = static_cast<char>(c);
  for (int c = 'a'; c <= 'z'; ++c) table[c] = table[c - 32] = static_cast<char>(c);
  for (int c = 0x80; c <= 0xFF; ++c) table[c] = 1;
  table['\''] = 1;
  return table;
}();

// Sorted; as they are after folding, before their endings are cut.
constexpr std::string_view stop_words[] = {
    "a",     "about", "all",   "am",   "an",   "and",   "any",  "are",  "as",   "at",   "be",   "been", "but",
    "by",    "can",   "could", "did",  "do",   "does",  "for",  "from", "had",  "has",  "have", "he",   "her",
    "him",   "his",   "how",   "i",    "if",   "in",    "into", "is",   "it",   "its",  "just", "me",   "my",
    "no",    "not",   "of",    "on",   "or",   "our",   "she",  "so",   "some", "than", "that", "the",  "their",
    "them",  "then",  "there", "they", "this", "those", "to",   "us",   "was",  "we",   "were", "what", "when",
    "where", "which", "who",   "will", "with", "would", "you",  "your",
};
static_assert(std::is_sorted(std::begin(stop_words), std::end(stop_words)));

bool is_apostrophe(char32_t c) {
  return c == '\'' || c == 0x2019;
}

}  // namespace

bool is_stop_word(std::string_view folded) {
  return folded.size() <= 5 && std::binary_search(std::begin(stop_words), std::end(stop_words), folded);
}

bool Words::next(Word& word) {
  while (true) {
    if (!previous_.empty()) {
      if (take_pair(word)) return true;
      continue;
    }
    if (at_ >= text_.size()) return false;
    const char quick = ascii[static_cast<unsigned char>(text_[at_])];
    if (quick == 0) {
      ++at_;
      continue;
    }
    const std::size_t begin = at_;
    if (quick != 1) {
      if (take_word(word, begin)) return true;
      continue;
    }
    const char32_t c = take_code_point(text_, at_);
    const Letter letter = letter_of(c);
    if (letter == Letter::unsegmented) {
      pair_begin_ = begin;
      paired_ = false;
      append_folded(previous_, c);
    } else if (letter == Letter::letter) {
      at_ = begin;
      if (take_word(word, begin)) return true;
    }
  }
}

// The run goes on with another character: a pair. It ends: the character alone, if no pair held it.
bool Words::take_pair(Word& word) {
  std::size_t after = at_;
  std::size_t next_begin = at_;
  char32_t c = 0;
  Letter letter = Letter::none;
  while (after < text_.size()) {
    next_begin = after;
    c = take_code_point(text_, after);
    letter = letter_of(c);
    if (letter != Letter::dropped) break;
  }
  if (letter == Letter::unsegmented) {
    stem_ = previous_;
    previous_.clear();
    append_folded(previous_, c);
    stem_ += previous_;
    word = {.stem = stem_, .written = text_.substr(pair_begin_, after - pair_begin_)};
    pair_begin_ = next_begin;
    paired_ = true;
    at_ = after;
    return true;
  }
  const bool alone = !paired_;
  stem_ = previous_;
  previous_.clear();
  if (alone) word = {.stem = stem_, .written = text_.substr(pair_begin_, at_ - pair_begin_)};
  return alone;
}

bool Words::take_word(Word& word, std::size_t begin) {
  stem_.clear();
  std::size_t end = at_;
  std::size_t apostrophe = std::string::npos;  // in stem_: the letters that stood before the last one
  bool english = true;
  while (at_ < text_.size()) {
    const char quick = ascii[static_cast<unsigned char>(text_[at_])];
    if (quick == 0) break;
    if (quick != 1) {
      stem_ += quick;
      english &= quick >= 'a';
      end = ++at_;
      continue;
    }
    std::size_t after = at_;
    const char32_t c = take_code_point(text_, after);
    if (is_apostrophe(c)) {
      std::size_t peek = after;
      if (after >= text_.size() || letter_of(take_code_point(text_, peek)) != Letter::letter) break;
      apostrophe = stem_.size();
      at_ = after;
      continue;
    }
    const Letter letter = letter_of(c);
    if (letter == Letter::none || letter == Letter::unsegmented) break;
    at_ = after;
    if (letter == Letter::dropped) continue;
    append_folded(stem_, c);
    end = at_;
  }
  if (stem_.empty()) return false;
  if (apostrophe != std::string::npos && apostrophe > 0 && stem_.substr(apostrophe) == "s") stem_.resize(apostrophe);
  if (stem_.size() > longest_word) {
    std::size_t cut = longest_word;
    while (cut > 0 && (static_cast<unsigned char>(stem_[cut]) & 0xC0) == 0x80) --cut;
    stem_.resize(cut);
  }
  english = english && std::all_of(stem_.begin(), stem_.end(), [](char x) { return x >= 'a' && x <= 'z'; });
  const bool stop = english && is_stop_word(stem_);
  if (english && !stop) stem_english(stem_);
  word = {.stem = stem_, .written = text_.substr(begin, end - begin), .stop = stop};
  return true;
}

}  // namespace hearth::search
