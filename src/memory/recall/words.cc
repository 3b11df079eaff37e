#include "memory/recall/words.h"

namespace hearth::memory::recall {

namespace {

bool is_letter(unsigned char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c >= 0x80;
}

// U+2019, which keyboards and word processors write for an apostrophe.
constexpr std::string_view curly_apostrophe = "\xE2\x80\x99";

std::size_t apostrophe_at(std::string_view text, std::size_t at) {
  if (text[at] == '\'') return 1;
  return text.substr(at, curly_apostrophe.size()) == curly_apostrophe ? curly_apostrophe.size() : 0;
}

// Before is_letter(): the bytes of a curly apostrophe are none of a word at its ends.
std::size_t letter_at(std::string_view text, std::size_t at) {
  return is_letter(static_cast<unsigned char>(text[at])) && apostrophe_at(text, at) == 0 ? 1 : 0;
}

}  // namespace

std::vector<Word> words_of(std::string_view text, std::size_t limit) {
  std::vector<Word> words;
  bool begins = true;
  for (std::size_t at = 0; at < text.size() && words.size() < limit;) {
    if (letter_at(text, at) == 0) {
      begins = begins || text[at] == '.' || text[at] == '!' || text[at] == '?' || text[at] == '\n';
      at += 1;
      continue;
    }
    Word word{.folded = {}, .written = {}, .begins_sentence = begins};
    std::size_t start = at;
    while (at < text.size()) {
      if (letter_at(text, at) == 1) {
        char c = text[at++];
        word.folded += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        continue;
      }
      std::size_t length = apostrophe_at(text, at);
      if (length == 0 || at + length >= text.size() || letter_at(text, at + length) == 0) break;
      word.folded += '\'';
      at += length;
    }
    word.written = text.substr(start, at - start);
    words.push_back(std::move(word));
    begins = false;
  }
  return words;
}

}  // namespace hearth::memory::recall
