#include "llm/reflex/language/clause.h"

#include <algorithm>
#include <utility>

#include "llm/reflex/language/lexicon.h"
#include "llm/reflex/language/pattern.h"
#include "llm/reflex/language/rewording.h"
#include "llm/reflex/language/words.h"

namespace hearth::llm::reflex {

namespace {

using Tokens = std::vector<Token>;

const Pattern courtesy(
    "^(?:(?:hey|hi|hello|dear|ok|okay|so|well|now|please|pls|kindly|hearth|thanks|thank you|also|and|then|next|finally|"
    "first|firstly|second|secondly|third|lastly|afterwards|after that|in "
    "addition|additionally|just|quickly|maybe|perhaps|"
    "good morning|good evening|there|"
    "(?:could|can|would|will) you(?: mind)?(?: please)?(?: be so kind as to)?|"
    "i (?:would|want|need|wish)(?: like)?(?: you)?(?: please)? to|i would love(?: you)? to|"
    "i(?: also)? (?:would like|want|need)(?: you)? to|let us|help me(?: to)?|go ahead and|be so kind as to|"
    "do me a favour and|do me a favor and|it would be (?:nice|great|good) if you (?:could|would)|"
    "i (?:was wondering|wonder) if you could|are you able to|is it possible to|your task is to|for me|,|:)(?: |$))+");

const Pattern keeps_the_rest(
    "^(?:write|create|make|add|append|jot|save|put|note|store|draft|new)\\b.*(?: :$|\\b(?:saying|that says|which "
    "says|reads|"
    "with the (?:text|content|contents|line|words|following text|following content)|containing(?: the text| the "
    "line)?|note that|down that)$)");

// What is written down unquoted may end in any word.
const Pattern ends_in_text_of_note(
    "^(?:write|create|make|add|append|jot|save|put|note|store|draft|new)\\b.*[^> ,] ?,? \\w+$");

std::string_view placeholder(const Token& token) {
  switch (token.kind) {
    case Token::Kind::word:
      return token.canonical;
    case Token::Kind::quoted:
      return "<q>";
    case Token::Kind::file:
      return "<f>";
    case Token::Kind::folder:
      return "<d>";
    case Token::Kind::glob:
      return "<g>";
    case Token::Kind::pattern:
      return "<r>";
    case Token::Kind::comma:
      return ",";
    case Token::Kind::colon:
      return ":";
    case Token::Kind::stop:
      return ".";
  }
  return {};
}

Clause without_courtesy(Clause clause) {
  re2::StringPiece rest(clause.text);
  if (!RE2::Consume(&rest, courtesy)) return clause;
  std::size_t cut = clause.text.size() - rest.size();
  std::size_t first = 0;
  while (first < clause.at.size() && clause.at[first] < cut) ++first;
  return clause_of(clause.task,
                   Tokens(clause.tokens.begin() + static_cast<std::ptrdiff_t>(first), clause.tokens.end()));
}

bool is_word(const Token& token, std::string_view word) {
  return token.kind == Token::Kind::word && token.canonical == word;
}

// "…, please", "… afterwards": said to whoever does it. After "for" or "word" they are what is looked for.
Clause without_closing(Clause clause) {
  auto is_closing = [](const Token& token) {
    return is_word(token, "please") || is_word(token, "afterwards") || is_word(token, "afterward");
  };
  Tokens tokens = clause.tokens;
  while (tokens.size() > 2 && is_closing(tokens.back()) &&
         !RE2::FullMatch(tokens[tokens.size() - 2].canonical,
                         "for|of|with|to|by|word|phrase|text|term|say|says|saying|mention|contain|containing|:"_re)) {
    tokens.pop_back();
    while (tokens.size() > 1 && tokens.back().kind == Token::Kind::comma) tokens.pop_back();
  }
  return clause_of(clause.task, std::move(tokens));
}

bool joins(const Token& token) {
  return token.kind == Token::Kind::comma || is_word(token, "and") || is_word(token, "then") ||
         is_word(token, "plus") || is_word(token, "but") || is_word(token, "or") || is_word(token, "&");
}

bool as_well_as(const Tokens& tokens, std::size_t at) {
  return at + 2 < tokens.size() && is_word(tokens[at], "as") && is_word(tokens[at + 1], "well") &&
         is_word(tokens[at + 2], "as");
}

bool after_that(const Tokens& tokens, std::size_t at) {
  return at + 1 < tokens.size() && is_word(tokens[at], "after") &&
         (is_word(tokens[at + 1], "that") || is_word(tokens[at + 1], "this"));
}

bool is_search(const Tokens& part) {
  return std::any_of(part.begin(), part.end(), [](const Token& token) {
    return is_word(token, "search") || is_word(token, "look") || is_word(token, "grep") || is_word(token, "looking");
  });
}

// "A summary of a.md plus the dates in b.md": a thing of another file needs no verb of its own.
bool names_thing_of_another_file(const Tokens& part, const Tokens& tokens, std::size_t next) {
  auto is_file = [](const Token& token) { return token.kind == Token::Kind::file; };
  bool compares = !part.empty() && (is_word(part.front(), "compare") || is_word(part.front(), "diff"));
  if (compares || std::none_of(part.begin(), part.end(), is_file)) return false;
  while (next < tokens.size() && tokens[next].kind == Token::Kind::word && is_article(tokens[next].canonical)) ++next;
  if (next >= tokens.size() || tokens[next].kind != Token::Kind::word || !is_thing(tokens[next].canonical))
    return false;
  for (++next; next < tokens.size() && !joins(tokens[next]) && tokens[next].kind != Token::Kind::stop; ++next) {
    if (is_file(tokens[next])) return true;
  }
  return false;
}

// Where the next part begins if the joining words at `i` lead to one; else i.
std::size_t next_part(const Tokens& part, const Tokens& tokens, std::size_t i) {
  std::size_t next = as_well_as(tokens, i) ? i + 3 : i;
  bool only_comma = next == i;
  while (next < tokens.size() &&
         (joins(tokens[next]) || (tokens[next].kind == Token::Kind::word && is_courtesy(tokens[next].canonical)))) {
    only_comma = only_comma && tokens[next].kind == Token::Kind::comma;
    if (is_word(tokens[next], "then") && next + 1 < tokens.size() && next > i) return next + 1;
    ++next;
    if (after_that(tokens, next)) next += 2;
  }
  if (next >= tokens.size() || tokens[next].kind != Token::Kind::word) return i;
  std::string_view word = tokens[next].canonical;
  std::string_view first = word.substr(0, word.find(' '));
  // ", who signed it," describes; it asks for nothing.
  bool relative = first == "which" || first == "who" || first == "whose" || first == "where" || first == "when";
  if (only_comma && relative) return i;
  if (first == "i" && next + 1 < tokens.size() &&
      (is_word(tokens[next + 1], "want") || is_word(tokens[next + 1], "need")))
    return next;
  if (first == "for" && !only_comma && is_search(part)) return next;
  if (names_thing_of_another_file(part, tokens, next)) return next;
  return starts_part(word) ? next : i;
}

// "find and replace" is one verb.
bool is_idiom(const Tokens& part, const Token& next) {
  return part.size() == 1 && (is_word(part[0], "find") || is_word(part[0], "search") || is_word(part[0], "copy")) &&
         (is_word(next, "replace") || is_word(next, "paste"));
}

// From here on the words are the text of a note, whatever verbs they hold.
bool text_of_note_follows(std::string_view task, const Tokens& part, const Token& next) {
  if (part.empty() || next.kind == Token::Kind::quoted) return false;
  Clause clause = without_courtesy(clause_of(task, part));
  return RE2::PartialMatch(clause.text, keeps_the_rest);
}

// "In notes/todo.txt, replace …" names the place first; the grammar expects it last.
bool names_place(const Tokens& part, const Token& next) {
  if (next.kind != Token::Kind::comma || part.empty() || part.size() > 4) return false;
  bool preposition = is_word(part.front(), "in") || is_word(part.front(), "inside") ||
                     is_word(part.front(), "within") || is_word(part.front(), "from") || is_word(part.front(), "for");
  return preposition && (part.back().kind == Token::Kind::file || part.back().kind == Token::Kind::folder);
}

void finish(std::vector<Clause>& clauses, std::string_view task, Tokens& part, Tokens& place) {
  part.insert(part.end(), place.begin(), place.end());
  place.clear();
  if (part.empty()) return;
  Clause said = without_courtesy(clause_of(task, std::exchange(part, {})));
  bool text_of_note = RE2::PartialMatch(said.text, ends_in_text_of_note);
  Clause clause = reworded(text_of_note ? std::move(said) : without_closing(std::move(said)));
  if (!clause.tokens.empty()) clauses.push_back(std::move(clause));
}

}  // namespace

Clause clause_of(std::string_view task, std::vector<Token> tokens) {
  Clause clause{task, std::move(tokens), {}, {}};
  for (const Token& token : clause.tokens) {
    if (!clause.text.empty()) clause.text += ' ';
    clause.at.push_back(clause.text.size());
    clause.text += placeholder(token);
  }
  return clause;
}

std::vector<const Token*> Clause::covered(std::string_view captured) const {
  std::vector<const Token*> found;
  std::size_t begin = static_cast<std::size_t>(captured.data() - text.data());
  std::size_t end = begin + captured.size();
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (at[i] < end && at[i] + placeholder(tokens[i]).size() > begin) found.push_back(&tokens[i]);
  }
  return found;
}

std::string Clause::original(std::string_view captured) const {
  std::vector<const Token*> found = covered(captured);
  if (found.empty()) return {};
  if (found.size() == 1) return found.front()->text;
  if (found.back()->end < found.front()->begin) return found.front()->text;
  return std::string(trim(task.substr(found.front()->begin, found.back()->end - found.front()->begin)));
}

std::vector<const Token*> Clause::of_kind(Token::Kind kind) const {
  std::vector<const Token*> found;
  for (const Token& token : tokens) {
    if (token.kind == kind) found.push_back(&token);
  }
  return found;
}

std::vector<Clause> split_clauses(std::string_view task) {
  Tokens tokens = tokenize(task), place;
  std::vector<Clause> clauses;
  Tokens part;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (text_of_note_follows(task, part, tokens[i])) {
      part.insert(part.end(), tokens.begin() + static_cast<std::ptrdiff_t>(i), tokens.end());
      break;
    }
    if (names_place(part, tokens[i])) {
      place = std::exchange(part, {});
      continue;
    }
    if (tokens[i].kind == Token::Kind::stop) {
      finish(clauses, task, part, place);
      continue;
    }
    // "If I eat one, how many are left?" is one question.
    bool condition = !part.empty() && (is_word(part.front(), "if") || is_word(part.front(), "suppose"));
    bool joined = joins(tokens[i]) || as_well_as(tokens, i);
    std::size_t next = joined && !condition ? next_part(part, tokens, i) : i;
    if (next != i && !is_idiom(part, tokens[next])) {
      finish(clauses, task, part, place);
      i = next - 1;
      continue;
    }
    part.push_back(std::move(tokens[i]));
  }
  finish(clauses, task, part, place);
  return clauses;
}

}  // namespace hearth::llm::reflex
