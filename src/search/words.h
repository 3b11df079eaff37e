// Reads a text word by word, the same way for records and for questions: runs of letters and digits, in lower case,
// without accents and English endings; scripts without spaces as pairs of neighbouring characters. One thread each.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace hearth::search {

struct Word {
  std::string_view stem;     // valid until the next word is read
  std::string_view written;  // within the text
  bool stop = false;         // one of those that every sentence has
};

class Words {
 public:
  explicit Words(std::string_view text) : text_(text) {}
  bool next(Word& word);

  static constexpr std::size_t longest_word = 64;  // bytes; what is longer is cut

 private:
  bool take_pair(Word& word);
  bool take_word(Word& word, std::size_t begin);

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t pair_begin_ = 0;  // of the character that the next pair begins with
  std::string previous_;        // that character, or empty: no run of such a script is being read
  bool paired_ = false;         // whether it stood in a pair already
  std::string stem_;
};

bool is_stop_word(std::string_view folded);

}  // namespace hearth::search
