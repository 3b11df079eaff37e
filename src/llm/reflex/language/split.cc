#include "llm/reflex/language/split.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>

#include "llm/reflex/language/lexicon.h"
#include "llm/reflex/language/parts.h"
#include "llm/reflex/language/pattern.h"
#include "llm/reflex/language/wish.h"
#include "llm/reflex/language/words.h"

namespace hearth::llm::reflex {

namespace {

const Pattern keeps_the_rest(
    "^(?:(?:at|in|to|on|into|<f>)\\b[^:]* )?(?:write|create|make|add|append|jot|save|put|note|store|draft|new)\\b.*(?: "
    ":$|\\b(?:saying|that says|which "
    "says|reads|"
    "with the (?:text|content|contents|line|words|following text|following content)|containing(?: the text| the "
    "line)?|note that|down that)$)|^(?:i would like|i want|i need|give me) an? [^:]*(?: :|that says|saying)$");

// What is written down unquoted may end in any word.
const Pattern ends_in_text_of_note(
    "^(?:write|create|make|add|append|jot|save|put|note|store|draft|new)\\b.*[^> ,] ?,? \\w+$");

// From here on the words are the text of a note, whatever verbs they hold.
bool text_of_note_follows(std::string_view task, const Tokens& part, const Token& next) {
  if (part.empty() || next.kind == Token::Kind::quoted || next.kind == Token::Kind::colon) return false;
  Clause clause = without_courtesy(clause_of(task, part));
  return RE2::PartialMatch(clause.text, keeps_the_rest);
}

// Where a text without quotes ends: at ", then show … of b.md", else with the task.
std::size_t end_of_note(const Tokens& tokens, std::size_t first) {
  for (std::size_t i = first + 1; i + 2 < tokens.size(); ++i) {
    std::size_t then = is_word(tokens[i + 1], "and") ? i + 2 : i + 1;
    bool breaks = tokens[i].kind == Token::Kind::comma || tokens[i].kind == Token::Kind::stop;
    bool begins =
        breaks && is_word(tokens[then], "then") && then + 1 < tokens.size() && starts_part(tokens[then + 1].canonical);
    if (begins && names_file({tokens.begin() + static_cast<std::ptrdiff_t>(then), tokens.end()})) return i;
  }
  return tokens.size();
}

// The tokens from `first` to `end` as one text, as if it stood in quotes.
Token text_of_note(std::string_view task, const Tokens& tokens, std::size_t first, std::size_t end) {
  std::size_t begin = tokens[first].begin;
  std::size_t stop = end < tokens.size() ? tokens[end].begin : task.size();
  std::string_view text = trim(task.substr(begin, stop - begin));
  return Token{Token::Kind::quoted, std::string(text), {}, false, begin, begin + text.size()};
}

void finish(std::vector<Clause>& clauses, std::string_view task, Tokens& part, Tokens& place) {
  part.insert(part.end(), place.begin(), place.end());
  place.clear();
  if (part.empty()) return;
  Clause said = without_courtesy(clause_of(task, std::exchange(part, {})));
  bool text_of_note = RE2::PartialMatch(said.text, ends_in_text_of_note);
  if (!text_of_note) said = only_the_wish(std::move(said));
  if (!said.tokens.empty()) clauses.push_back(std::move(said));
}

}  // namespace

std::vector<Clause> split_clauses(std::string_view task) {
  Tokens tokens = tokenize(task), place;
  std::vector<Clause> clauses;
  Tokens part;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (text_of_note_follows(task, part, tokens[i])) {
      bool file_is_known =
          std::any_of(clauses.begin(), clauses.end(), [](const Clause& c) { return names_file(c.tokens); });
      bool refers =
          file_is_known && std::any_of(part.begin(), part.end(), [](const Token& token) {
            return is_word(token, "it") || is_word(token, "bottom") || is_word(token, "end") || is_word(token, "there");
          });
      if (!names_file(part) && !names_file(place) && !refers) {
        part.insert(part.end(), tokens.begin() + static_cast<std::ptrdiff_t>(i), tokens.end());
        break;
      }
      std::size_t end = end_of_note(tokens, i);
      part.push_back(text_of_note(task, tokens, i, end));
      finish(clauses, task, part, place);
      i = end;
      continue;
    }
    if (begins_after_preamble(part, tokens, i)) {
      finish(clauses, task, part, place);
      continue;
    }
    if (names_place(part, tokens[i])) {
      place = std::exchange(part, {});
      if (!is_preposition_of_place(place.front())) place = {made_word("in", place.back().begin), place.back()};
      continue;
    }
    if (names_two_files(part, tokens[i])) {
      place = std::exchange(part, {});
      place.insert(place.begin(), made_word("between", place.front().begin));
      continue;
    }
    if (tokens[i].kind == Token::Kind::stop) {
      finish(clauses, task, part, place);
      continue;
    }
    std::size_t next = next_part(part, tokens, i);
    if (next != i) {
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
