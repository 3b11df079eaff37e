#include "search/question.h"

#include <algorithm>

#include "search/words.h"

namespace hearth::search {

namespace {

void add_word(std::vector<QueryWord>& words, const Word& word) {
  if (words.size() == longest_question) return;
  const bool known = std::any_of(words.begin(), words.end(), [&](const QueryWord& w) { return w.stem == word.stem; });
  if (!known) words.push_back({.word = std::string(word.written), .stem = std::string(word.stem), .rarity = 0});
}

}  // namespace

Question read_question(std::string_view text) {
  Question question;
  std::vector<QueryWord> with_stop_words;
  bool quoted = false;
  while (true) {
    const std::size_t mark = text.find('"');
    const bool closed = quoted && mark != std::string_view::npos;
    std::vector<std::string> phrase;
    Words words(text.substr(0, mark));
    Word word;
    while (words.next(word)) {
      add_word(with_stop_words, word);
      if (!word.stop) add_word(question.words, word);
      if (closed) phrase.emplace_back(word.stem);
    }
    if (!phrase.empty()) question.phrases.push_back(std::move(phrase));
    if (mark == std::string_view::npos) break;
    text.remove_prefix(mark + 1);
    quoted = !quoted;
  }
  if (question.words.empty()) question.words = std::move(with_stop_words);
  return question;
}

}  // namespace hearth::search
