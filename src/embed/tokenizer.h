// BERT's way of cutting text into tokens: cleaned and split at spaces, punctuation and ideographs, lower-cased and
// without accents where the model wants it (ICU), then each word in the longest known parts (WordPiece).
//
// Allocates nothing but what the caller's vector needs. Any thread. No failure: what is not UTF-8 is passed over. Names
// of special tokens in the text, "[SEP]", are text like any other.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "embed/vocabulary.h"

struct UNormalizer2;

namespace hearth::embed {

class Tokenizer {
 public:
  // The weights stay alive as long as it.
  explicit Tokenizer(const Weights& weights);

  const Vocabulary& vocabulary() const { return vocabulary_; }
  // Appends the tokens of the text, at most `limit`; no [CLS], no [SEP].
  void tokenize(std::string_view text, std::size_t limit, std::vector<std::uint32_t>& tokens) const;

 private:
  class Words;

  Vocabulary vocabulary_;
  bool lower_case_;
  bool strip_accents_;
  const UNormalizer2* decomposition_;
};

}  // namespace hearth::embed
