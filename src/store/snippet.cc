#include "store/snippet.h"

#include <algorithm>
#include <cstddef>
#include <optional>

#include "base/utf8.h"

namespace hearth::store {

namespace {

bool is_word_byte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (c & 0x80) != 0;
}

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool same_word(std::string_view a, std::string_view b) {
  return a.size() == b.size() &&
         std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) { return lower(x) == lower(y); });
}

// The next run of word bytes from `from` on; empty at the end of the text.
std::string_view next_token(std::string_view text, std::size_t from) {
  while (from < text.size() && !is_word_byte(text[from])) ++from;
  std::size_t end = from;
  while (end < text.size() && is_word_byte(text[end])) ++end;
  return text.substr(from, end - from);
}

std::size_t offset_of(std::string_view text, std::string_view token) {
  return static_cast<std::size_t>(token.data() - text.data());
}

// "foo-bar" is searched as two tokens, so it is marked as two.
std::vector<std::string_view> tokens_of(const std::vector<std::string_view>& words) {
  std::vector<std::string_view> tokens;
  for (std::string_view word : words) {
    for (std::string_view token = next_token(word, 0); !token.empty();
         token = next_token(word, offset_of(word, token) + token.size())) {
      tokens.push_back(token);
    }
  }
  return tokens;
}

struct Match {
  std::size_t begin, end;
};

std::optional<Match> next_match(std::string_view text, std::size_t from, const std::vector<std::string_view>& wanted) {
  for (std::string_view token = next_token(text, from); !token.empty();) {
    std::size_t begin = offset_of(text, token), end = begin + token.size();
    if (std::any_of(wanted.begin(), wanted.end(), [&](std::string_view one) { return same_word(one, token); })) {
      return Match{begin, end};
    }
    token = next_token(text, end);
  }
  return std::nullopt;
}

// The start of a word, at most `reach` bytes in front of `match`.
std::size_t window_begin(std::string_view text, std::size_t match, std::size_t reach) {
  if (match <= reach) return 0;
  std::size_t begin = match - reach;
  while (begin < match && is_word_byte(text[begin - 1])) ++begin;
  return begin;
}

}  // namespace

std::vector<std::string_view> query_words(std::string_view query) {
  constexpr std::string_view spaces = " \t\r\n\f\v";
  std::vector<std::string_view> words;
  for (std::size_t from = query.find_first_not_of(spaces); from != std::string_view::npos;) {
    std::size_t end = std::min(query.find_first_of(spaces, from), query.size());
    std::string_view word = query.substr(from, end - from);
    if (std::any_of(word.begin(), word.end(), is_word_byte)) words.push_back(word);
    from = query.find_first_not_of(spaces, end);
  }
  return words;
}

std::string make_snippet(std::string_view text, const std::vector<std::string_view>& words) {
  constexpr std::size_t before = 60, longest = 240;
  constexpr std::string_view open = "\u2068", close = "\u2069", more = "…";
  std::vector<std::string_view> wanted = tokens_of(words);
  std::optional<Match> match = next_match(text, 0, wanted);
  if (!match) return {};
  std::size_t begin = window_begin(text, match->begin, before);
  std::size_t end = begin + utf8_prefix(text.substr(begin), longest).size();
  std::string snippet;
  snippet.reserve(longest + 64);
  if (begin > 0) snippet += more;
  std::size_t at = begin;
  for (; match && match->end <= end; match = next_match(text, match->end, wanted)) {
    snippet += text.substr(at, match->begin - at);
    ((snippet += open) += text.substr(match->begin, match->end - match->begin)) += close;
    at = match->end;
  }
  snippet += text.substr(at, end - at);
  if (end < text.size()) snippet += more;
  return snippet;
}

}  // namespace hearth::store
