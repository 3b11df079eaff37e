#include "documents/long_text.h"

#include <unicode/brkiter.h>
#include <unicode/locid.h>
#include <unicode/utext.h>

#include <algorithm>
#include <memory>
#include <string_view>

#include "base/utf8.h"
#include "documents/chunker.h"

namespace hearth::documents {

namespace {

constexpr std::size_t bytes_a_word = 9;

bool is_space(char c) {
  return c == ' ' || c == '\n' || c == '\t';
}

// The end of the longest prefix of at most `most_words`, cut between words where that is possible.
std::size_t end_of_words(std::string_view text, std::size_t most_words) {
  std::size_t most_bytes = most_words * bytes_a_word;
  std::size_t words = 0;
  std::size_t end = 0;  // of the last whole word
  std::size_t i = 0;
  while (i < text.size() && words < most_words) {
    while (i < text.size() && is_space(text[i])) ++i;
    while (i < text.size() && !is_space(text[i]) && i < most_bytes) ++i;
    if (i >= most_bytes && i < text.size() && !is_space(text[i])) break;
    end = i;
    ++words;
    if (i >= most_bytes) break;
  }
  if (end == 0) end = utf8_prefix(text, most_bytes).size();
  return end == 0 ? std::min(text.size(), most_bytes) : end;
}

// The last end of a sentence within the text, in its second half; 0: none.
std::size_t end_of_sentence(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  std::unique_ptr<icu::BreakIterator> sentences(
      icu::BreakIterator::createSentenceInstance(icu::Locale::getRoot(), status));
  if (U_FAILURE(status)) return 0;
  UText view = UTEXT_INITIALIZER;
  utext_openUTF8(&view, text.data(), static_cast<int64_t>(text.size()), &status);
  std::size_t end = 0;
  if (U_SUCCESS(status)) {
    sentences->setText(&view, status);
    for (int32_t at = sentences->first(); at != icu::BreakIterator::DONE; at = sentences->next()) {
      auto offset = static_cast<std::size_t>(at);
      if (offset < text.size()) end = offset;
    }
  }
  utext_close(&view);
  return end > text.size() / 2 ? end : 0;
}

std::size_t cut(std::string_view text, Block::Kind kind, std::size_t most_words) {
  std::size_t end = end_of_words(text, most_words);
  if (end >= text.size()) return text.size();
  std::string_view head = text.substr(0, end);
  if (kind == Block::Kind::code) {
    std::size_t line = head.rfind('\n');
    return line == std::string_view::npos || line == 0 ? end : line;
  }
  std::size_t sentence = end_of_sentence(head);
  return sentence == 0 ? end : sentence;
}

int breaks_in(std::string_view text) {
  return static_cast<int>(std::ranges::count(text, '\n'));
}

}  // namespace

std::vector<Block> pieces_of(const Block& block, std::size_t most_words) {
  if (word_weight(block.text) <= most_words) return {block};
  std::vector<Block> pieces;
  std::string_view rest = block.text;
  bool keeps_lines = block.lines.first > 0 && breaks_in(rest) == block.lines.last - block.lines.first;
  int line = block.lines.first;
  // Without the text: a copy would keep room for all of it.
  Block frame = block;
  frame.text = std::string();
  while (!rest.empty()) {
    std::size_t end = cut(rest, block.kind, most_words);
    std::string_view piece = rest.substr(0, end);
    Block made = frame;
    std::size_t begin = piece.find_first_not_of(" \n\t");
    std::size_t stop = piece.find_last_not_of(" \n\t");
    if (begin != std::string_view::npos) {
      if (block.kind == Block::Kind::code) {
        // The indentation of the first line belongs to it.
        std::size_t line_start = piece.substr(0, begin).rfind('\n');
        begin = line_start == std::string_view::npos ? 0 : line_start + 1;
      }
      made.text = piece.substr(begin, stop - begin + 1);
      if (keeps_lines) {
        bool counts_lines = made.counted == made.lines;
        made.lines.first = line + breaks_in(piece.substr(0, begin));
        made.lines.last = made.lines.first + breaks_in(made.text);
        if (counts_lines) made.counted = made.lines;
      }
      pieces.push_back(std::move(made));
    }
    line += breaks_in(piece);
    rest.remove_prefix(end);
  }
  return pieces;
}

}  // namespace hearth::documents
