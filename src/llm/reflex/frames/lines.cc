// "Quote lines 8, 9 and 10 from F", "what does the very last line of F say", "F, lines 3 to 9".
#include <algorithm>
#include <array>

#include "llm/reflex/frames/frame.h"
#include "llm/reflex/language/words.h"

namespace hearth::llm::reflex {

namespace {

constexpr auto keys = std::to_array<std::string_view>({"line", "lines", "row", "rows"});
constexpr auto ordinals = std::to_array<std::string_view>(
    {"bottom", "fifth", "final", "first", "fourth", "last", "opening", "second", "third", "top"});
constexpr auto numbers = std::to_array<std::string_view>(
    {"eight", "fifteen", "five", "four", "nine", "one", "seven", "six", "ten", "three", "twelve", "twenty", "two"});
constexpr auto words = std::to_array<std::string_view>(
    {"aloud",   "appears", "beginning", "between", "bottom", "bring",  "cat",     "contain",  "contains", "content",
     "copy",    "display", "does",      "eight",   "end",    "fetch",  "fifteen", "fifth",    "final",    "first",
     "five",    "four",    "fourth",    "from",    "get",    "give",   "last",    "look",     "nine",     "number",
     "numbers", "one",     "open",      "opening", "out",    "output", "print",   "pull",     "quote",    "quoted",
     "read",    "reads",   "repeat",    "say",     "says",   "second", "see",     "send",     "seven",    "show",
     "six",     "stand",   "stands",    "start",   "tell",   "ten",    "text",    "third",    "three",    "through",
     "till",    "top",     "twelve",    "twenty",  "two",    "until",  "up",      "verbatim", "very",     "view",
     "word",    "wording", "words",     "written", "wrote"});
constexpr auto counting = std::to_array<std::string_view>({"many", "much"});
constexpr auto range_words = std::to_array<std::string_view>({"-", "and", "between", "through", "till", "to", "until"});

bool is_number(std::string_view word) {
  return !word.empty() && word.size() < 7 && std::all_of(word.begin(), word.end(), is_digit);
}

bool is_ordinal(std::string_view word) {
  std::string_view ending = word.size() > 2 ? word.substr(word.size() - 2) : std::string_view();
  bool ends_so = ending == "st" || ending == "nd" || ending == "rd" || ending == "th";
  return ends_so && is_number(word.substr(0, word.size() - 2));
}

// "3-9" or "#3"
bool has_digits(std::string_view word) {
  return !word.empty() && is_digit(word.back()) && std::none_of(word.begin(), word.end(), is_letter);
}

bool says_which(std::string_view word) {
  return has_digits(word) || is_ordinal(word) || listed(ordinals, word) || listed(numbers, word);
}

// All texts are numbers of lines.
bool only_numbers(const Said& said) {
  return std::all_of(said.texts().begin(), said.texts().end(), [&said](Span text) {
    while (text.begin < text.end && (has_digits(said.word(text.begin)) || is_ordinal(said.word(text.begin))))
      ++text.begin;
    return text.begin == text.end;
  });
}

std::optional<Clause> say(const Said& said) {
  if (said.files().size() > 1 || !said.folders().empty() || !only_numbers(said) || said.has(counting))
    return std::nullopt;
  std::size_t first = 0, last = said.size();
  while (first < last && !says_which(said.word(first))) ++first;
  while (last > first && !says_which(said.word(last - 1))) --last;
  if (first == last) return std::nullopt;
  bool ordinal = is_ordinal(said.word(first)) || listed(ordinals, said.word(first));
  bool single = std::count_if(said.clause().tokens.begin(), said.clause().tokens.end(),
                              [](const Token& token) {
                                return token.kind == Token::Kind::word && has_digits(token.canonical);
                              }) == 1 &&
                is_number(said.word(first));
  Wording wording(said.clause());
  wording.say(ordinal ? "read the" : single ? "read line" : "read lines");
  bool says_line = false;
  for (std::size_t i = first; i < last; ++i) {
    std::string_view word = said.word(i);
    bool line = listed(keys, word);
    bool joins = listed(range_words, word) || said.clause().tokens[i].kind == Token::Kind::comma;
    if (!joins && !says_which(word) && !(line && ordinal)) continue;
    says_line = says_line || line;
    wording.take({i, i + 1});
  }
  if (ordinal && !says_line) wording.say(said.has({"lines", "rows"}) ? "lines" : "line");
  wording.place(said, "of");
  return wording.clause();
}

}  // namespace

const Frame lines_frame{keys, words, say};

}  // namespace hearth::llm::reflex
