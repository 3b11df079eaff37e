#include "llm/reflex/language/parts.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "llm/reflex/language/lexicon.h"
#include "llm/reflex/language/pattern.h"
#include "llm/reflex/language/wish.h"

namespace hearth::llm::reflex {

namespace {

bool is_file(const Token& token) {
  return token.kind == Token::Kind::file;
}

bool joins(const Token& token) {
  return token.kind == Token::Kind::comma || is_word(token, "and") || is_word(token, "then") ||
         is_word(token, "plus") || is_word(token, "but") || is_word(token, "or") || is_word(token, "so") ||
         is_word(token, "&");
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

// "…, and once you have done that, move …": where the verb stands; else `next`.
std::size_t behind_when_done(const Tokens& tokens, std::size_t next) {
  if (next >= tokens.size() ||
      !(is_word(tokens[next], "once") || is_word(tokens[next], "when") || is_word(tokens[next], "after")))
    return next;
  constexpr std::size_t longest = 7;
  for (std::size_t i = next + 1; i + 1 < tokens.size() && i < next + longest; ++i) {
    if (tokens[i].kind != Token::Kind::word && tokens[i].kind != Token::Kind::comma) break;
    if (tokens[i].kind == Token::Kind::comma && starts_part(tokens[i + 1].canonical)) return i + 1;
  }
  return next;
}

// "…, and its headings too", "… plus the e-mail addresses in it"
bool names_thing_of_the_same_file(const Tokens& part, const Tokens& tokens, std::size_t next) {
  if (std::none_of(part.begin(), part.end(), is_file)) return false;
  auto thing_at = [&tokens](std::size_t at) {
    return at < tokens.size() && tokens[at].kind == Token::Kind::word && is_thing(tokens[at].canonical);
  };
  if (next < tokens.size() && (is_word(tokens[next], "its") || is_word(tokens[next], "their")))
    return thing_at(next + 1);
  while (next < tokens.size() && tokens[next].kind == Token::Kind::word && is_article(tokens[next].canonical)) ++next;
  if (!thing_at(next)) return false;
  constexpr std::size_t longest = 6;
  for (std::size_t at = next + 1; at < tokens.size() && at < next + longest && tokens[at].kind == Token::Kind::word;
       ++at) {
    if (is_word(tokens[at], "it") || is_word(tokens[at], "there") || is_word(tokens[at], "therein")) return true;
  }
  return false;
}

// "…, and in notes/todo.txt replace …"
bool names_place_and_verb(const Tokens& tokens, std::size_t next) {
  if (next >= tokens.size() || !is_preposition_of_place(tokens[next])) return false;
  std::size_t at = next + 1;
  while (at < tokens.size() && at < next + 6 && tokens[at].kind == Token::Kind::word) ++at;
  if (at >= tokens.size() || (tokens[at].kind != Token::Kind::file && tokens[at].kind != Token::Kind::folder))
    return false;
  ++at;
  while (at < tokens.size() && (tokens[at].kind == Token::Kind::comma || is_word(tokens[at], "please"))) ++at;
  return at < tokens.size() && tokens[at].kind == Token::Kind::word && starts_part(tokens[at].canonical);
}

// Begins a sentence that tells something and asks for nothing.
bool is_teller(const Token& token) {
  constexpr auto tellers =
      std::to_array<std::string_view>({"he", "i", "it", "my", "nobody", "she", "that", "they", "this", "we"});
  std::string_view first = std::string_view(token.canonical).substr(0, token.canonical.find(' '));
  return token.kind == Token::Kind::word && std::find(tellers.begin(), tellers.end(), first) != tellers.end();
}

// "delete a.md, nobody reads it", "…, it can be deleted"
bool tells_something(const Tokens& part, const Tokens& tokens, std::size_t next) {
  auto says = [](const Token& token) { return is_word(token, "says") || is_word(token, "reads"); };
  if (next + 1 >= tokens.size() || tokens[next].kind != Token::Kind::word ||
      std::none_of(part.begin(), part.end(), is_file) || std::any_of(part.begin(), part.end(), says))
    return false;
  return is_teller(tokens[next]) && tokens[next + 1].kind == Token::Kind::word;
}

// "Celadon, where does that word stand?": what the question is about, and nothing to do on its own.
bool is_topic(const Tokens& part) {
  constexpr std::size_t longest = 3;
  return part.size() <= longest && std::all_of(part.begin(), part.end(), [](const Token& token) {
           bool names = token.kind == Token::Kind::word || token.kind == Token::Kind::quoted;
           return names && !starts_part(token.canonical) &&
                  (!is_thing(token.canonical) || token.canonical == "section") && !is_courtesy(token.canonical);
         });
}

// "find and replace" is one verb.
bool is_idiom(const Tokens& part, const Token& next) {
  return part.size() == 1 && (is_word(part[0], "find") || is_word(part[0], "search") || is_word(part[0], "copy")) &&
         (is_word(next, "replace") || is_word(next, "paste"));
}

// Where the part behind the joining words at `i` begins; i if they lead to none.
std::size_t part_behind_joint(const Tokens& part, const Tokens& tokens, std::size_t i) {
  std::size_t next = as_well_as(tokens, i) ? i + 3 : i;
  bool only_comma = next == i;
  while (next < tokens.size() &&
         (joins(tokens[next]) || (tokens[next].kind == Token::Kind::word && is_courtesy(tokens[next].canonical)))) {
    only_comma = only_comma && tokens[next].kind == Token::Kind::comma;
    if (is_word(tokens[next], "then") && next + 1 < tokens.size() && next > i) return next + 1;
    ++next;
    if (after_that(tokens, next)) next += 2;
  }
  if (std::size_t verb = behind_when_done(tokens, next); verb != next) return verb;
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
  bool follows_from = next > 1 && is_word(tokens[next - 1], "so") && tokens[next - 2].kind == Token::Kind::comma &&
                      !names_file(part) && !part.empty();
  if (follows_from && !starts_part(part.front().canonical)) return next;
  if (tells_something(part, tokens, next)) return next;
  if (is_topic(part)) return i;
  if (names_thing_of_another_file(part, tokens, next) || names_thing_of_the_same_file(part, tokens, next)) return next;
  if (names_place_and_verb(tokens, next)) return next;
  return starts_part(word) ? next : i;
}

}  // namespace

bool names_file(const Tokens& tokens) {
  return std::any_of(tokens.begin(), tokens.end(), is_file);
}

bool is_preposition_of_place(const Token& token) {
  return is_word(token, "in") || is_word(token, "inside") || is_word(token, "within") || is_word(token, "from") ||
         is_word(token, "for") || is_word(token, "at") || is_word(token, "to");
}

std::size_t next_part(const Tokens& part, const Tokens& tokens, std::size_t i) {
  // "If I eat one, how many are left?" is one question.
  bool condition = !part.empty() && (is_word(part.front(), "if") || is_word(part.front(), "suppose"));
  bool says_where = !part.empty() && tokens[i].kind == Token::Kind::comma &&
                    (is_word(part.front(), "everywhere") || is_word(part.front(), "wherever"));
  if (says_where || condition || (!joins(tokens[i]) && !as_well_as(tokens, i))) return i;
  std::size_t next = part_behind_joint(part, tokens, i);
  return next != i && is_idiom(part, tokens[next]) ? i : next;
}

// "My boss complains about the names: could you …"
bool begins_after_preamble(const Tokens& part, const Tokens& tokens, std::size_t at) {
  if (tokens[at].kind != Token::Kind::colon || part.empty() || starts_part(part.front().canonical)) return false;
  constexpr auto announcing = std::to_array<std::string_view>(
      {"content", "following", "line", "note", "reads", "says", "saying", "sentence", "text", "this", "words"});
  if (std::find(announcing.begin(), announcing.end(), part.back().canonical) != announcing.end()) return false;
  std::size_t next = at + 1;
  while (next < tokens.size() && tokens[next].kind == Token::Kind::word && is_courtesy(tokens[next].canonical)) ++next;
  bool begins = next < tokens.size() && tokens[next].kind == Token::Kind::word && starts_part(tokens[next].canonical);
  constexpr std::size_t short_topic = 3;
  // "I want to add …" is no preamble.
  bool wishes = without_courtesy(clause_of({}, part)).tokens.size() < part.size();
  if (part.size() > short_topic && is_teller(part.front()) && !wishes) return true;
  return begins && part.size() > short_topic && !is_preposition_of_place(part.front());
}

// "In notes/todo.txt, replace …", "the lease contracts/lease.md: how long …" name the place first; the grammar expects
// it last.
const Pattern at_the_end("^(?:at|to) the (?:very )?(?:end|bottom|foot) of\\b");

bool names_place(const Tokens& part, const Token& next) {
  if ((next.kind != Token::Kind::comma && next.kind != Token::Kind::colon) || part.empty()) return false;
  auto is_place = [](const Token& token) {
    return token.kind == Token::Kind::file || token.kind == Token::Kind::folder;
  };
  if (!is_place(part.back()) || std::count_if(part.begin(), part.end(), is_place) != 1) return false;
  auto kind = part.begin();
  if (is_preposition_of_place(*kind)) ++kind;
  if (kind != part.begin() && RE2::PartialMatch(clause_of({}, part).text, at_the_end))
    kind = std::find_if(kind, part.end(), [](const Token& token) { return is_word(token, "of"); }) + 1;
  return std::all_of(kind, part.end() - 1, [](const Token& token) {
    return token.kind == Token::Kind::comma || (token.kind == Token::Kind::word && says_kind_of_file(token.canonical));
  });
}

// "a.md and b.md: what is different?"
bool names_two_files(const Tokens& part, const Token& next) {
  bool pauses = next.kind == Token::Kind::comma || next.kind == Token::Kind::colon;
  return pauses && part.size() == 3 && is_file(part[0]) && is_word(part[1], "and") && is_file(part[2]);
}

}  // namespace hearth::llm::reflex
