#include "llm/reflex/language/clause.h"

#include <utility>

#include "llm/reflex/language/words.h"

namespace hearth::llm::reflex {

namespace {

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

}  // namespace hearth::llm::reflex
