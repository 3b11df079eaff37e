#include "llm/reflex/frames/said.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "llm/reflex/language/dates.h"
#include "llm/reflex/language/lexicon.h"
#include "llm/reflex/language/words.h"

namespace hearth::llm::reflex {

namespace {

// Said around any task without changing it.
constexpr auto around = std::to_array<std::string_view>(
    {"&",       "+",         "-",        "able",      "actually",  "again",       "ahead",    "anyway", "as",
     "asap",    "complete",  "could",    "currently", "dear",      "directly",    "document", "easily", "entire",
     "exactly", "file",      "first",    "friend",    "full",      "go",          "good",     "great",  "hearth",
     "hello",   "help",      "here",     "hey",       "hi",        "immediately", "inside",   "just",   "kind",
     "kindly",  "know",      "let",      "like",      "located",   "love",        "maybe",    "mind",   "moment",
     "myself",  "necessary", "need",     "next",      "nice",      "now",         "okay",     "once",   "only",
     "perhaps", "please",    "possible", "possibly",  "quick",     "quickly",     "real",     "really", "right",
     "same",    "simply",    "so",       "some",      "sorry",     "straight",    "sure",     "thank",  "thanks",
     "that's",  "today",     "together", "too",       "try",       "u",           "urgently", "want",   "well",
     "whole",   "wish",      "within",   "wonder",    "wondering", "would",       "yourself"});

// A text is to be put into one of these by somebody who understands it.
constexpr auto languages = std::to_array<std::string_view>(
    {"arabic",  "chinese",  "czech",  "danish", "dutch",  "english",    "french",  "german",  "greek",   "hindi",
     "italian", "japanese", "korean", "latin",  "polish", "portuguese", "russian", "spanish", "swedish", "turkish"});

// Never passed over in silence.
constexpr auto restricting = std::to_array<std::string_view>(
    {"above", "after", "again", "before", "below",  "but",   "each",  "except", "excluding",
     "if",    "least", "less",  "more",   "most",   "never", "no",    "not",    "or",
     "over",  "per",   "than",  "under",  "unless", "until", "while", "without"});

constexpr auto asking =
    std::to_array<std::string_view>({"are", "did", "do", "does", "has", "have", "how", "is", "was", "were", "what",
                                     "when", "where", "which", "who", "whom", "whose", "why"});

constexpr auto reference = std::to_array<std::string_view>({"it", "its", "their", "them", "therein", "they"});
// Stand for a text that was said before.
constexpr auto pronouns =
    std::to_array<std::string_view>({"he", "hers", "him", "his", "she", "that", "these", "this", "those"});
constexpr auto pointing = std::to_array<std::string_view>({"same", "that", "the", "this"});
constexpr auto pointed_at = std::to_array<std::string_view>({"document", "file", "one"});
// In no folder: "in the end", "in my history".
constexpr auto no_folders = std::to_array<std::string_view>(
    {"conversation", "conversations", "end", "history", "meantime", "middle", "name", "names", "past", "project",
     "session", "sessions", "table", "text", "title", "word", "words", "workspace"});

constexpr auto folder_words = std::to_array<std::string_view>({"directory", "folder", "folders", "subfolder"});
constexpr auto places_inside = std::to_array<std::string_view>({"in", "inside", "through", "under", "within"});
constexpr auto places_below = std::to_array<std::string_view>({"inside", "under", "within"});
constexpr auto owners = std::to_array<std::string_view>({"my", "our", "the"});

bool is_plain(std::string_view word) {
  return is_glue(word) && !listed(restricting, word);
}

bool is_known(std::string_view word, WordList known) {
  if (listed(known, word)) return true;
  while (!word.empty()) {
    std::string_view first = word.substr(0, word.find(' '));
    if (!listed(known, first) && !listed(around, first) && !is_plain(first)) return false;
    word.remove_prefix(std::min(word.size(), first.size() + 1));
  }
  return true;
}

// "-n" of a command for a shell.
bool is_option(std::string_view text) {
  return text.size() > 1 && text[0] == '-' && (is_letter(text[1]) || text[1] == '-');
}

}  // namespace

bool listed(WordList words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// "The notes folder", "folder notes", "in the notes": a word that names a folder.
bool Said::names_folder(Span text) const {
  if (is_quoted(text) || text.end != text.begin + 1 || listed(no_folders, word(text.begin))) return false;
  if (text.end < size() && listed(folder_words, word(text.end))) return true;
  if (text.begin > 0 && listed(folder_words, word(text.begin - 1))) return true;
  bool at_end = text.end == size() || clause_->tokens[text.end].kind == Token::Kind::comma;
  if (text.begin > 0 && (word(text.begin - 1) == "in" || word(text.begin - 1) == "from") && at_end && texts_.size() > 1)
    return true;
  if (text.begin > 0 && listed(places_below, word(text.begin - 1))) return true;
  return text.begin > 1 && listed(owners, word(text.begin - 1)) && listed(places_inside, word(text.begin - 2));
}

// "9 May 2025": "may" is no glue there.
static bool is_part_of_date(const Clause& clause, std::size_t at) {
  auto is_number = [&clause](std::size_t i) {
    return i < clause.tokens.size() && is_digit(clause.tokens[i].text.front());
  };
  return is_month(clause.tokens[at].canonical) && (is_number(at + 1) || (at > 0 && is_number(at - 1)));
}

std::optional<Said> Said::of(const Clause& clause, WordList known) {
  Said said(clause);
  bool open = false;
  for (std::size_t i = 0; i < clause.tokens.size(); ++i) {
    const Token& token = clause.tokens[i];
    Span here{i, i + 1};
    bool goes_on = std::exchange(open, false);
    switch (token.kind) {
      case Token::Kind::file:
        said.files_.push_back(here);
        break;
      case Token::Kind::folder:
        said.folders_.push_back(here);
        break;
      case Token::Kind::quoted:
      case Token::Kind::pattern:
        said.texts_.push_back(here);
        break;
      case Token::Kind::glob:
        return std::nullopt;
      case Token::Kind::comma:
      case Token::Kind::colon:
      case Token::Kind::stop:
        break;
      case Token::Kind::word:
        if (is_option(token.text)) return std::nullopt;
        if (is_known(token.canonical, known) && !is_part_of_date(clause, i)) break;
        if (listed(restricting, token.canonical) || listed(languages, token.canonical)) return std::nullopt;
        open = true;
        if (goes_on)
          ++said.texts_.back().end;
        else
          said.texts_.push_back(here);
    }
  }
  said.sort_out_texts();
  bool unsaid = std::any_of(said.texts_.begin(), said.texts_.end(), [&said](Span text) {
    return text.end == text.begin + 1 && listed(pronouns, said.word(text.begin));
  });
  if (unsaid) return std::nullopt;
  return said;
}

// Takes out of the texts what names folders and what only says which file is meant.
void Said::sort_out_texts() {
  std::vector<Span> texts;
  for (Span text : texts_) {
    if (names_folder(text))
      folders_.push_back(text);
    else if (!describes_file(text))
      texts.push_back(text);
  }
  texts_ = std::move(texts);
}

// "The press release drafts/press-release.md"
bool Said::describes_file(Span text) const {
  if (is_quoted(text)) return false;
  std::size_t behind = text.end;
  while (behind < size() && (clause_->tokens[behind].kind == Token::Kind::comma || word(behind) == "file" ||
                             word(behind) == "in" || says_kind_of_file(word(behind))))
    ++behind;
  if (behind == size() || clause_->tokens[behind].kind != Token::Kind::file) return false;
  std::string path = fold(clause_->tokens[behind].text);
  std::erase(path, '-');
  for (std::size_t i = text.begin; i < text.end; ++i) {
    std::string part = stem(word(i));
    std::erase(part, '-');
    if (path.find(part) == std::string::npos && !says_kind_of_file(word(i))) return false;
  }
  return true;
}

bool Said::is_led_by(Span text, WordList words) const {
  std::size_t at = text.begin;
  while (at > 0 && (word(at - 1) == "the" || word(at - 1) == "a" || word(at - 1) == "any")) --at;
  return at == 0 || listed(words, word(at - 1)) || clause_->tokens[at - 1].kind == Token::Kind::colon;
}

bool Said::is_quoted(Span text) const {
  return clause_->tokens[text.begin].kind != Token::Kind::word;
}

bool Said::asks() const {
  if (clause_->tokens.empty()) return false;
  std::string_view first = word(0);
  return listed(asking, first.substr(0, first.find(' ')));
}

bool Said::refers_back() const {
  if (has(reference)) return true;
  for (std::size_t i = 1; i < size(); ++i) {
    if (listed(pointed_at, word(i)) && listed(pointing, word(i - 1))) return true;
    if (word(i) == "there" && (word(i - 1) == "in" || i + 1 == size())) return true;
    if (word(i) == "inside" && i + 1 == size()) return true;
  }
  return false;
}

std::size_t Said::find(WordList words, std::size_t from, std::size_t to) const {
  while (from < to && !listed(words, word(from))) ++from;
  return from;
}

std::string_view Said::word(std::size_t at) const {
  const Token& token = clause_->tokens[at];
  return token.kind == Token::Kind::word ? std::string_view(token.canonical) : std::string_view();
}

Wording& Wording::say(std::string_view words) {
  std::size_t at = clause_->tokens.front().begin;
  for (std::string_view word : words_of(words)) tokens_.push_back(made_word(word, at));
  return *this;
}

Wording& Wording::take(Span span) {
  auto begin = clause_->tokens.begin();
  tokens_.insert(tokens_.end(), begin + static_cast<std::ptrdiff_t>(span.begin),
                 begin + static_cast<std::ptrdiff_t>(span.end));
  return *this;
}

Wording& Wording::quote(Span span) {
  const Token& first = clause_->tokens[span.begin];
  const Token& last = clause_->tokens[span.end - 1];
  if (first.kind != Token::Kind::word) return take(span);
  std::string_view text = clause_->task.substr(first.begin, last.end - first.begin);
  tokens_.push_back(Token{Token::Kind::quoted, std::string(text), {}, false, first.begin, last.end});
  return *this;
}

Wording& Wording::folder(const Said& said) {
  for (Span folder : said.folders()) {
    say("in");
    bool unmarked = !said.word(folder.begin).empty();
    if (unmarked) say("the");
    take(folder);
    if (unmarked) say("folder");
  }
  return *this;
}

Wording& Wording::place(const Said& said, std::string_view preposition) {
  for (std::size_t i = 0; i < said.files().size(); ++i) say(i == 0 ? preposition : "and").take(said.files()[i]);
  if (!said.files().empty()) return *this;
  if (said.folders().empty() && said.refers_back()) say(preposition).say("it");
  return folder(said);
}

}  // namespace hearth::llm::reflex
