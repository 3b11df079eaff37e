// A clause is one part of a task that asks for one thing. The grammar matches its canonical text, in which files,
// quoted texts and patterns are placeholders ("replace <q> with <q> in <f>"); what a match captured leads back to the
// user's own words. Plain values; any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "llm/reflex/language/tokens.h"

namespace hearth::llm::reflex {

struct Clause {
  std::string_view task;  // outlives the clause
  std::vector<Token> tokens;
  std::string text;             // canonical; tokens joined by one space
  std::vector<std::size_t> at;  // where each token begins in text

  // What the user wrote where `captured`, a part of text, stands; a single quoted text without its quotes.
  std::string original(std::string_view captured) const;
  // The tokens that `captured` covers.
  std::vector<const Token*> covered(std::string_view captured) const;
  std::vector<const Token*> of_kind(Token::Kind kind) const;
};

// A clause of these tokens of the task.
Clause clause_of(std::string_view task, std::vector<Token> tokens);

}  // namespace hearth::llm::reflex
