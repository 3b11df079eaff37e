#include "llm/reflex/language/words.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace hearth::llm::reflex {

namespace {

constexpr auto glue_words = std::to_array<std::string_view>(
    {"a",     "about", "above", "after", "again", "all",    "also",  "am",     "an",   "and",   "any",
     "are",   "as",    "at",    "be",    "been",  "before", "being", "but",    "by",   "can",   "could",
     "did",   "do",    "does",  "each",  "every", "for",    "from",  "get",    "give", "given", "had",
     "has",   "have",  "he",    "her",   "his",   "how",    "i",     "if",     "in",   "into",  "is",
     "it",    "its",   "many",  "may",   "me",    "much",   "must",  "my",     "no",   "not",   "of",
     "on",    "or",    "our",   "over",  "per",   "please", "she",   "should", "so",   "some",  "tell",
     "than",  "that",  "the",   "their", "them",  "then",   "there", "these",  "they", "this",  "those",
     "to",    "under", "until", "up",    "us",    "was",    "we",    "were",   "what", "when",  "where",
     "which", "while", "who",   "whom",  "whose", "will",   "with",  "would",  "you",  "your"});
static_assert(std::ranges::is_sorted(glue_words));

bool is_vowel(char c) {
  return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || c == 'y';
}

bool has_vowel(std::string_view text) {
  return std::any_of(text.begin(), text.end(), is_vowel);
}

void drop_doubled_consonant(std::string& word) {
  std::size_t size = word.size();
  if (size < 3 || word[size - 1] != word[size - 2] || is_vowel(word[size - 1])) return;
  if (word[size - 1] == 'l' || word[size - 1] == 's') return;
  word.pop_back();
}

bool drop_ending(std::string& word, std::string_view ending) {
  if (!word.ends_with(ending) || word.size() < ending.size() + 3) return false;
  if (!has_vowel(std::string_view(word).substr(0, word.size() - ending.size()))) return false;
  word.resize(word.size() - ending.size());
  return true;
}

}  // namespace

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f' || c == '\v';
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (static_cast<unsigned char>(c) & 0x80) != 0;
}

std::string_view trim(std::string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

std::string fold(std::string_view text) {
  std::string folded(text);
  for (std::size_t i = 0; i < folded.size(); ++i) {
    unsigned char byte = static_cast<unsigned char>(folded[i]);
    if (byte >= 'A' && byte <= 'Z') folded[i] = static_cast<char>(byte + 32);
    // U+00C0..U+00DE without the multiplication sign: the small letters stand 32 code points further on.
    if (byte != 0xC3 || i + 1 >= folded.size()) continue;
    unsigned char next = static_cast<unsigned char>(folded[i + 1]);
    if (next >= 0x80 && next <= 0x9E && next != 0x97) folded[i + 1] = static_cast<char>(next + 32);
  }
  return folded;
}

std::string stem(std::string_view folded_word) {
  std::string word(folded_word);
  if (word.ends_with("'s")) word.resize(word.size() - 2);
  if (word.size() < 4 || is_digit(word.back())) return word;
  if (word.ends_with("ies") && word.size() > 4) {
    word.replace(word.size() - 3, 3, "y");
  } else if (word.ends_with("s") && !word.ends_with("ss") && !word.ends_with("us") && !word.ends_with("is")) {
    word.pop_back();
  }
  if (drop_ending(word, "ing") || drop_ending(word, "ed")) drop_doubled_consonant(word);
  if (word.size() > 3 && word.back() == 'e') word.pop_back();
  return word;
}

bool is_glue(std::string_view folded_word) {
  return std::binary_search(glue_words.begin(), glue_words.end(), folded_word);
}

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  auto inside = [](char c) { return is_letter(c) || is_digit(c) || c == '_'; };
  auto joins = [](char c) { return c == '-' || c == '.' || c == ',' || c == '\'' || c == '@' || c == ':'; };
  for (std::size_t i = 0; i < text.size();) {
    if (!inside(text[i])) {
      ++i;
      continue;
    }
    std::size_t begin = i;
    while (i < text.size() && (inside(text[i]) || (joins(text[i]) && i + 1 < text.size() && inside(text[i + 1])))) ++i;
    words.push_back(text.substr(begin, i - begin));
  }
  return words;
}

bool within_one_edit(std::string_view a, std::string_view b) {
  if (a.size() > b.size()) std::swap(a, b);
  if (b.size() - a.size() > 1) return false;
  std::size_t same = 0;
  while (same < a.size() && a[same] == b[same]) ++same;
  if (a.size() < b.size()) return a.substr(same) == b.substr(same + 1);
  if (same == a.size() || a.substr(same + 1) == b.substr(same + 1)) return true;
  return same + 1 < a.size() && a[same] == b[same + 1] && a[same + 1] == b[same] &&
         a.substr(same + 2) == b.substr(same + 2);
}

}  // namespace hearth::llm::reflex
